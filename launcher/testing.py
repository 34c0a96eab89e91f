"""./portal test: the suite, on whatever database and broker the environment names."""

import os
from collections.abc import Mapping
from typing import NoReturn

from launcher import chromium
from launcher.environment import for_portal
from launcher.managing import become
from launcher.places import CHECKOUT, PYTHON
from launcher.progress import say
from launcher.setup import scratch_folder, set_up

DEFAULT_ARGUMENTS = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
LONG = "--long"
LONG_ARGUMENTS = ["-m", "long"]  # one at a time: they measure, and start servers of their own


def test(arguments: list[str]) -> NoReturn:
    """Becomes pytest: does not return."""
    browser = chromium.find() if browser_is_wanted(os.environ) else None
    set_up("dev", *(["e2e"] if browser else []))
    say(reference_line(os.environ.get("PORTAL_REFERENCE_DATA", "")))
    say(browser_line(os.environ, browser))
    say(long_line(arguments))
    os.chdir(CHECKOUT)
    pytest = [str(PYTHON), "-m", "pytest", *pytest_arguments(arguments)]
    become(pytest, env=for_portal(scratch_folder(), PORTAL_DEMO="1"))


def pytest_arguments(arguments: list[str]) -> list[str]:
    """What pytest is given. pyproject.toml leaves the long tests out; a later -m chooses anew."""
    if LONG in arguments:
        return [*LONG_ARGUMENTS, *(each for each in arguments if each != LONG)]
    return arguments or DEFAULT_ARGUMENTS


def long_line(arguments: list[str]) -> str:
    if LONG in arguments:
        return "The long tests only: servers are killed, filled and overrun on this machine."
    return "The long tests are left out: ./portal test --long runs them."


def reference_line(folder: str) -> str:
    if folder:
        return f"PORTAL_REFERENCE_DATA is {folder}: the real register and letter are used too."
    return "PORTAL_REFERENCE_DATA is not set: the tests use the project's own samples."


def browser_is_wanted(env: Mapping[str, str]) -> bool:
    return "browser" in env.get("PORTAL_REQUIRE", "").split(",")


def browser_line(env: Mapping[str, str], browser: str | None) -> str:
    if not browser_is_wanted(env):
        return "PORTAL_REQUIRE=browser is not set: no page is opened in Chromium."
    return f"{browser} opens every page." if browser else f"{chromium.MISSING}."
