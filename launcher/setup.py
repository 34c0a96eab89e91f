"""The set-up that every command begins with; what is there already costs nothing."""

from launcher import assets, install
from launcher.data_folder import DataFolder
from launcher.environment import for_portal
from launcher.places import TEST_DATA
from launcher.steps import one_setup_at_a_time


def set_up(*locks: str) -> None:
    """Bring .venv to the named requirements and build what is built.

    Building needs settings but no data, so it borrows the tests' folder.
    """
    with one_setup_at_a_time():
        for lock in locks:
            install.python_packages(lock)
        install.npm_packages()
        assets.build(env=for_portal(scratch_folder()))


def scratch_folder() -> DataFolder:
    """A data folder without anybody's data, for tests, checks and builds."""
    folder = DataFolder(TEST_DATA)
    folder.make()
    return folder
