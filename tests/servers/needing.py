"""Programs that a test needs and this machine may lack."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


def is_required(part: str) -> bool:
    """PORTAL_REQUIRE names the parts that must not be missing here."""
    return part in os.environ.get("PORTAL_REQUIRE", "").split(",")


def program(name: str, *, part: str) -> str:
    """The path of a program; without it the test is skipped, or fails where it is required."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    return found or _missing(name, part)


def postgres_programs() -> Path:
    """The folder of initdb, pg_ctl and the rest: Debian keeps them off PATH."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    versions = sorted(DEBIAN_POSTGRES.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    folders += reversed(versions)
    return folders[0] if folders else _missing("pg_ctl", "postgres")


def _missing(name: str, part: str) -> NoReturn:
    if is_required(part):
        pytest.fail(f"{part} is required here and {name} is missing.")
    pytest.skip(f"{name} is not installed: nothing was tried with {part}.")
