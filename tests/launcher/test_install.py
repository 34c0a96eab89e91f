"""What the machine has is used where it serves."""

import stat

import pytest

from launcher.install import system_npm


def put_npm(folder, script):
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return str(npm)


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
