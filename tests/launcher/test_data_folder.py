"""The data folder keeps its keys and belongs to one running portal."""

import os
import signal
import stat
import subprocess

import pytest

from launcher.data_folder import DataFolder
from launcher.trouble import Trouble


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.make()
    return folder


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_are_long_different_and_only_for_their_owner(folder):
    keys = [folder.secret_key, folder.link_key]

    assert [mode(key) for key in keys] == [0o600, 0o600]
    assert min(len(key.read_text()) for key in keys) >= 50
    assert len({key.read_text() for key in keys}) == 2


def test_sockets_and_keys_lie_in_private_folders(folder):
    assert (mode(folder.run), mode(folder.secret_key.parent)) == (0o700, 0o700)


def test_making_the_folder_again_keeps_the_keys(folder):
    before = folder.link_key.read_text()

    folder.make()

    assert folder.link_key.read_text() == before


def test_a_second_portal_on_the_same_folder_is_told_who_uses_it(folder):
    with (
        folder.held(by="the portal at http://localhost:8000/"),
        pytest.raises(Trouble) as refusal,
        folder.held(by="another"),
    ):
        pass

    assert str(refusal.value) == (
        f"{folder.root} is in use by the portal at http://localhost:8000/;"
        " stop that one, or choose another folder with --data."
    )


def test_the_folder_is_free_again_afterwards(folder):
    with folder.held(by="first"):
        pass

    with folder.held(by="second"):
        pass


def test_the_folder_stays_held_while_a_child_of_a_dead_portal_lives(folder):
    with folder.held(by="a portal") as lock:
        child = subprocess.Popen(["sleep", "60"], pass_fds=(lock,))

    with pytest.raises(Trouble), folder.held(by="another"):
        pass
    os.kill(child.pid, signal.SIGKILL)
    child.wait()

    with folder.held(by="another"):
        pass


def test_the_addresses_of_running_servers_are_known_while_they_run(folder):
    addresses = {"PORTAL_REDIS_URL": "unix:///tmp/x.sock"}
    with folder.held(by="a portal"):
        folder.remember_stack(addresses)
        while_running = folder.running_stack()

    assert (while_running, folder.running_stack()) == (addresses, {})


def test_addresses_of_an_earlier_run_are_forgotten(folder):
    with folder.held(by="a portal"):
        folder.remember_stack({"PORTAL_REDIS_URL": "unix:///tmp/x.sock"})

    with folder.held(by="the next one"):
        assert folder.running_stack() == {}


def test_a_folder_once_started_empty_stays_without_the_demonstration(folder):
    first = folder.started_empty(empty=False)
    asked = folder.started_empty(empty=True)

    assert (first, asked, folder.started_empty(empty=False)) == (False, True, True)


def test_a_relative_folder_is_meant_from_where_the_caller_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert DataFolder(root=type(tmp_path)("data")).root == tmp_path / "data"
