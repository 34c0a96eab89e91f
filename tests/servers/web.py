"""granian as deploy/web.sh starts it, on a unix socket of its own."""

import shlex
import socket
from pathlib import Path

from launcher.children import Program
from launcher.places import CHECKOUT, VENV_BIN

SHIPPED_SOCKET = "/run/portal/granian.sock"


SHIPPED_APPLICATION = "contest_portal.wsgi:application"


def program(socket_path: Path, *, name: str = "web", application: str = "") -> Program:
    """Another `application` gets the same workers and threads."""
    command = _shipped_command()
    if application:
        command[command.index(SHIPPED_APPLICATION)] = application
    command[0] = str(VENV_BIN / command[0])
    command[command.index(SHIPPED_SOCKET)] = str(socket_path)
    return Program(name, command, lambda: _is_answered(socket_path))


def _shipped_command() -> list[str]:
    """The last command of deploy/web.sh, with its workers and threads."""
    script = (CHECKOUT / "deploy" / "web.sh").read_text(encoding="utf-8")
    return shlex.split(script.split("exec ", 1)[1].replace("\\\n", " "))


def _is_answered(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(path))
            line.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return line.recv(16).startswith(b"HTTP/1.")
    except OSError:
        return False
