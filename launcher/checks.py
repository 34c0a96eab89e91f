"""./portal check: everything that can be judged without running the suite."""

import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from launcher.environment import for_portal, for_production_check
from launcher.managing import manage_command
from launcher.places import CHECKOUT, PYTHON, VENV_BIN
from launcher.progress import say
from launcher.setup import scratch_folder, set_up

SOURCES = [".", "portal"]  # ruff does not see a Python file without .py by itself
# The modules that hold rules of the contest: here a wrong type is a wrong result.
TYPED = "launcher/typed.txt"


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    env: Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    passed: bool
    output: str
    seconds: float


def check() -> int:
    """The exit code: 1 when anything failed. Two checks run at a time, all are reported."""
    set_up("dev")
    checks = all_checks()
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = [
            report(check, verdict)
            for check, verdict in zip(checks, pool.map(judge, checks), strict=True)
        ]
    return 0 if all(verdicts) else 1


def all_checks() -> list[Check]:
    scratch = scratch_folder()
    local, production = for_portal(scratch), for_production_check(scratch)
    return [
        Check("ruff check", module("ruff", "check", "--output-format=concise", *SOURCES), local),
        Check("ruff format", module("ruff", "format", "--check", *SOURCES), local),
        Check("imports", [str(PYTHON), str(VENV_BIN / "lint-imports")], local),
        Check("types", module("mypy", "--follow-imports=silent", f"@{TYPED}"), local),
        Check("migrations", manage_command("makemigrations", "--check", "--dry-run"), local),
        Check("deploy", manage_command("check", "--deploy", "--fail-level=WARNING"), production),
        Check("templates", module("djlint", "--lint", "--quiet", "templates"), local),
    ]


def module(name: str, *arguments: str) -> list[str]:
    return [str(PYTHON), "-m", name, *arguments]


def judge(check: Check) -> Verdict:
    begun = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=CHECKOUT,
        env=check.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return Verdict(done.returncode == 0, done.stdout.rstrip(), time.monotonic() - begun)


def report(check: Check, verdict: Verdict) -> bool:
    """One line, and what the tool said when it failed."""
    say(f"{'ok  ' if verdict.passed else 'FAIL'}  {check.name} ({verdict.seconds:.1f} s)")
    if not verdict.passed:
        say(verdict.output)
    return verdict.passed
