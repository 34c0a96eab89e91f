"""The environment that tools and the portal's processes run in. What the caller has set wins."""

import os
import tempfile
from pathlib import Path

from launcher.data_folder import DataFolder
from launcher.places import VAR, VENV_BIN


def for_tools() -> dict[str, str]:
    """For pip, npm and the like: they must find .venv first and need somewhere to write."""
    env = dict(os.environ)
    if not env.get("HOME"):
        env.pop("HOME", None)
    if not _is_writable(Path.home()):
        env.setdefault("npm_config_cache", str(VAR / "npm-cache"))
    env["PATH"] = os.pathsep.join([str(VENV_BIN), env.get("PATH", os.defpath)])
    env.setdefault("NODE_USE_SYSTEM_CA", "1")  # npm behind a proxy that the machine trusts
    env["PYTHONUTF8"] = "1"
    return env


def for_portal(data: DataFolder, **defaults: str) -> dict[str, str]:
    """For manage.py, the web server and the workers, on one data folder."""
    given = {name: value for name, value in for_tools().items() if value}
    return {
        "DJANGO_SETTINGS_MODULE": "contest_portal.settings",
        **_key_files(data),
        **defaults,
        **given,
        "PORTAL_DATA": str(data.root),
        "PYTHONUNBUFFERED": "1",
    }


def for_production_check(data: DataFolder) -> dict[str, str]:
    """As a production server would have it, so that `check --deploy` judges the real settings."""
    env = for_portal(data)
    env.pop("PORTAL_DEMO", None)
    env["PORTAL_ORIGIN"] = "https://contest.example"
    env["PORTAL_CLAMAV"] = "unix:///run/clamav/clamd.ctl"
    return env


def _key_files(data: DataFolder) -> dict[str, str]:
    """A key that the caller gives as text must not be hidden by a file."""
    files = {"PORTAL_SECRET_KEY": data.secret_key, "PORTAL_LINK_KEY": data.link_key}
    return {f"{name}_FILE": str(path) for name, path in files.items() if name not in os.environ}


def _is_writable(folder: Path) -> bool:
    """Asked by writing: access bits say yes on a read-only disk."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
