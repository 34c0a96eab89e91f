"""A real clamd for the tests, with a database of one signature that is written here."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

# In two pieces, so that a scanner of this folder has nothing to find.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VIRUS = "Portal.Test.Eicar.UNOFFICIAL"
PATIENCE_SECONDS = 60
MISSING = "clamd is not installed: nothing was scanned by a real virus scanner."


def program() -> str:
    """Where clamd is; a skip in one line, or a failure where it is required."""
    found = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if not found:
        if "clamav" in os.environ.get("PORTAL_REQUIRE", "").split(","):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@contextmanager
def running() -> Iterator[str]:
    """The address of a scanner that lives as long as the block."""
    clamd = program()
    # The path of a socket has to be short.
    with TemporaryDirectory(prefix="clamd-", dir="/tmp") as name:
        folder = Path(name)
        socket = folder / "clamd.sock"
        process = subprocess.Popen(
            [clamd, "--foreground", "--config-file", str(_configured(folder, socket))],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(socket, process)
            yield f"unix://{socket}"
        finally:
            process.terminate()
            process.wait(30)


def _configured(folder: Path, socket: Path) -> Path:
    database = folder / "database"
    database.mkdir()
    name = VIRUS.removesuffix(".UNOFFICIAL")
    (database / "portal.ndb").write_text(f"{name}:0:*:{EICAR.hex()}\n")
    lines = [
        f"LocalSocket {socket}", f"DatabaseDirectory {database}", f"TemporaryDirectory {folder}",
        "StreamMaxLength 300M", "MaxScanSize 300M", "MaxFileSize 300M", "MaxThreads 2",
    ]  # fmt: skip
    if os.geteuid() == 0:
        lines.append("User root")
    configuration = folder / "clamd.conf"
    configuration.write_text("\n".join(lines) + "\n")
    return configuration


def _wait_for(socket: Path, process: subprocess.Popen) -> None:
    for _try in range(PATIENCE_SECONDS * 10):
        if socket.exists():
            return
        assert process.poll() is None, "clamd ended before it listened"
        time.sleep(0.1)
    raise AssertionError("clamd did not listen in time")
