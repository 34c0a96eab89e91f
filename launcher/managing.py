"""./portal manage: Django's own commands, on the data folder and beside the servers now running."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from launcher.data_folder import DataFolder
from launcher.environment import for_portal
from launcher.places import CHECKOUT, PYTHON
from launcher.setup import set_up


def manage_command(*arguments: str) -> list[str]:
    return [str(PYTHON), str(CHECKOUT / "manage.py"), *arguments]


def become(command: list[str], *, env: Mapping[str, str]) -> NoReturn:
    """Signals and the exit code are then the command's own."""
    os.execve(command[0], command, env)  # noqa: S606 - no shell is wanted


def manage(*, data: Path, arguments: list[str]) -> NoReturn:
    """Becomes manage.py: does not return."""
    set_up("portal")
    folder = DataFolder(data)
    folder.make()
    env = for_portal(folder, PORTAL_DEMO="1", **folder.running_stack())
    become(manage_command(*arguments), env=env)
