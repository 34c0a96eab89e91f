"""What is downloaded, all of it by hash: Python packages and npm packages."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launcher.environment import for_tools
from launcher.places import CHECKOUT, NODE_MODULES, PYTHON, REQUIREMENTS, VENV, VENV_BIN
from launcher.stamps import Stamp, digest
from launcher.steps import run_step

PACKAGE_LOCK = CHECKOUT / "package-lock.json"
OLDEST_NPM = 7  # the first that reads our lock file's version


TITLES = {
    "portal": "Installing the Python packages",
    "dev": "Installing the Python packages for tests",
    "e2e": "Installing what drives the browser",
    "node": "Installing Node.js, as there is no npm here,",
}
# Each pin of the one is a pin of the other; a test holds them to it.
CONTAINED = {"dev": ["portal"]}


def python_packages(lock: str) -> None:
    """Bring .venv to what requirements/LOCK.txt says."""
    make_venv()
    if stamp_of(lock).is_fresh():
        return
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    run_step(
        TITLES[lock],
        [*pip, "--progress-bar=off", "--require-hashes", "-r", str(requirements_of(lock))],
        env=for_tools(),
        patience="this can take a minute",
    )
    for installed in (lock, *CONTAINED.get(lock, [])):
        stamp_of(installed).press()


def requirements_of(lock: str) -> Path:
    return REQUIREMENTS / f"{lock}.txt"


def stamp_of(lock: str) -> Stamp:
    sources = [requirements_of(lock), VENV / "pyvenv.cfg"]
    return Stamp(VENV / f".stamp-{lock}", digest(sources))


def npm_packages() -> None:
    """Bring node_modules to what package-lock.json says."""
    stamp = Stamp(NODE_MODULES / ".stamp", digest([PACKAGE_LOCK]))
    if stamp.is_fresh():
        return
    npm = system_npm() or npm_from_pypi()
    run_step(
        "Fetching styles, fonts and icons",
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        env=for_tools(),
    )
    stamp.press()


def make_venv() -> None:
    """A virtual environment that does not run, say after Python was upgraded, is made again."""
    if _venv_works():
        return
    run_step(
        "Making a virtual environment",
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        env=for_tools(),
    )


def system_npm() -> str | None:
    """The npm on PATH, unless it is missing, broken or too old."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    try:
        asked = subprocess.run(
            [npm, "--version"], env=for_tools(), capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.match(r"(\d+)\.", asked.stdout)
    return npm if version and int(version[1]) >= OLDEST_NPM else None


def npm_from_pypi() -> str:
    python_packages("node")
    return str(VENV_BIN / "npm")


def _venv_works() -> bool:
    if not os.access(PYTHON, os.X_OK):
        return False
    probe = "import importlib.util as u, sys; sys.exit(u.find_spec('pip') is None)"
    return subprocess.run([PYTHON, "-c", probe], stderr=subprocess.DEVNULL).returncode == 0
