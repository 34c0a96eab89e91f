"""What the machine lacks is said before anything is tried."""

import stat

import pytest

from launcher.install import require_modules, system_npm
from launcher.trouble import Trouble


def put_npm(folder, script):
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return str(npm)


def test_a_python_without_ensurepip_is_told_what_to_install():
    with pytest.raises(Trouble) as refusal:
        require_modules("venv", "no_such_module")

    assert str(refusal.value) == (
        "this Python has no no_such_module; install python3-venv"
        " (Debian, Ubuntu: apt install python3-venv) and run this again."
    )


def test_without_npm_on_the_path_there_is_no_system_npm(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert system_npm() is None


@pytest.mark.parametrize(
    ("script", "usable"), [("echo 11.2.0", True), ("echo 6.14.18", False), ("exit 1", False)]
)
def test_only_an_npm_that_reads_our_lock_file_is_used(tmp_path, monkeypatch, script, usable):
    npm = put_npm(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert system_npm() == (npm if usable else None)
