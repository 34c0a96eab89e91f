"""A real Valkey on a socket that only its owner can open."""

import os
import stat
from pathlib import Path

import pytest

from launcher import valkey
from launcher.children import Child
from launcher.data_folder import DataFolder
from launcher.supervisor import Supervisor


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path)
    folder.make()
    return folder


def test_valkey_answers_on_a_private_socket(folder, tmp_path):
    seen = []
    with valkey.socket_path(folder) as path:
        child = Child(valkey.program(path), env=os.environ, log=tmp_path / "valkey.log")
        supervisor = Supervisor([child])

        def look():
            seen.append((child.is_ready(), stat.S_IMODE(path.stat().st_mode)))
            supervisor.asked_to_stop = True

        supervisor.run(when_ready=look)

    assert seen == [(True, 0o700)]


def test_the_socket_lies_in_the_data_folder():
    folder = DataFolder(Path("/tmp/d"))  # noqa: S108 - only the length of the path matters

    with valkey.socket_path(folder) as path:
        assert path == folder.run / "valkey.sock"


def test_a_long_data_folder_gets_a_short_private_socket(tmp_path):
    folder = DataFolder(tmp_path / ("long" * 30))

    with valkey.socket_path(folder) as path:
        assert len(str(path)) < 100
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    assert not path.parent.exists()
