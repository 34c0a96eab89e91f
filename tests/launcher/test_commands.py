"""The one command, as a person types it."""

import ast
import socket
import subprocess
import sys

import pytest

from launcher.commands import manage_options, up_options
from launcher.places import CHECKOUT, DEFAULT_DATA


def portal(*arguments):
    command = [sys.executable, str(CHECKOUT / "portal"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_help_lists_every_command():
    asked = portal("help")

    commands = [line.split()[1] for line in asked.stdout.splitlines() if line[0] == "."]
    assert commands == ["up", "test", "check", "manage", "pictures", "help"]
    assert (asked.returncode, asked.stderr) == (0, "")


def test_without_a_command_the_help_is_shown():
    assert portal().stdout == portal("help").stdout


def test_an_unknown_command_is_answered_with_the_help():
    asked = portal("start")

    assert asked.stderr == f"portal: there is no command 'start'.\n{portal('help').stdout}"
    assert asked.returncode == 2


def test_a_busy_port_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        asked = portal("up", "--port", str(somebody.getsockname()[1]))

    assert (asked.returncode, asked.stdout, asked.stderr.count("\n")) == (1, "", 1)
    assert asked.stderr.startswith("portal: port ")


def test_a_data_folder_that_cannot_be_made_is_one_line():
    asked = portal("up", "--port", "54321", "--data", "/dev/null/data")

    assert (asked.returncode, asked.stderr) == (
        1,
        "portal: /dev/null/data: Not a directory; check the folder and its owner.\n",
    )


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused(port):
    assert portal("up", "--port", port).returncode == 2


def test_up_starts_on_port_8000_with_the_demonstration(monkeypatch):
    monkeypatch.delenv("PORTAL_DATA", raising=False)

    assert vars(up_options([])) == {"port": 8000, "data": DEFAULT_DATA, "empty": False}


def test_the_options_of_a_managed_command_are_its_own(tmp_path):
    options = manage_options(["--data", str(tmp_path), "dumpdata", "--data", "x", "--help"])

    assert options == {"data": tmp_path, "arguments": ["dumpdata", "--data", "x", "--help"]}


def test_pictures_without_a_browser_are_refused_in_one_line(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    asked = portal("pictures")

    assert (asked.returncode, asked.stdout, asked.stderr.count("\n")) == (1, "", 1)
    assert asked.stderr.startswith("portal: no Chromium is on PATH")


def test_an_older_python_can_read_the_command_far_enough_to_say_no():
    script = (CHECKOUT / "portal").read_text(encoding="ascii")

    ast.parse(script, feature_version=(3, 4))
    assert script.index("sys.exit(") < script.index("from launcher")
