"""./portal test: the suite, on whatever database and broker the environment names."""

import os
from typing import NoReturn

from launcher import chromium
from launcher.environment import for_portal
from launcher.managing import become
from launcher.places import CHECKOUT, PYTHON
from launcher.progress import say
from launcher.setup import scratch_folder, set_up

DEFAULT_ARGUMENTS = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]


def test(arguments: list[str]) -> NoReturn:
    """Becomes pytest: does not return."""
    browser = chromium.find()
    set_up("dev", *(["e2e"] if browser else []))
    say(reference_line(os.environ.get("PORTAL_REFERENCE_DATA", "")))
    say(browser_line(browser))
    os.chdir(CHECKOUT)
    pytest = [str(PYTHON), "-m", "pytest", *(arguments or DEFAULT_ARGUMENTS)]
    become(pytest, env=for_portal(scratch_folder(), PORTAL_DEMO="1"))


def reference_line(folder: str) -> str:
    if folder:
        return f"PORTAL_REFERENCE_DATA is {folder}: the real register and letter are used too."
    return "PORTAL_REFERENCE_DATA is not set: the tests use the project's own samples."


def browser_line(browser: str | None) -> str:
    if browser:
        return f"{browser} opens every page."
    return f"{chromium.MISSING}: the tests that look at pages in a browser are skipped."
