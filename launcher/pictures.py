"""./portal pictures: the pictures of README and guides, taken from the real pages."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import chromium
from launcher.environment import for_tools
from launcher.places import CHECKOUT, PYTHON, shown
from launcher.ports import free_port
from launcher.probes import answers_http
from launcher.progress import say
from launcher.setup import set_up
from launcher.trouble import Trouble

CHAPTERS = ("writing", "judging", "results")
FOLDER = CHECKOUT / "docs" / "pictures"
START_SECONDS = 120


def pictures() -> None:
    """A portal of its own, in a folder that is thrown away, is played on and photographed."""
    if chromium.find() is None:
        raise Trouble(f"{chromium.MISSING}; install it (Debian: apt install chromium) first.")
    set_up("portal", "e2e")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, _portal(Path(folder), port=port):
        for chapter in CHAPTERS:
            say(f"Playing the contest to: {chapter} …")
            play = ("manage", "--data", folder, "play_demonstration", "--until", chapter)
            _run([sys.executable, "portal", *play])
            origin = f"http://localhost:{port}"
            _run([str(PYTHON), "-m", "launcher.camera", origin, chapter, str(FOLDER)])
    say(f"The pictures are in {shown(FOLDER)}.")


@contextmanager
def _portal(data: Path, *, port: int) -> Iterator[None]:
    """`./portal up`, on no server of the caller's."""
    command = [sys.executable, "portal", "up", "--port", str(port), "--data", str(data)]
    with (data / "up.log").open("w") as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=_env(), stdout=log, stderr=log)
    try:
        _wait(process, port, data / "up.log")
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers_http(port, "/readyz"):
        if process.poll() is not None or time.monotonic() > until:
            raise Trouble(f"the portal did not start: {log.read_text().strip()[-500:]}")
        time.sleep(0.3)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, env=_env(), capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"a picture could not be taken:\n{done.stderr.strip()[-2000:]}")


def _env() -> dict[str, str]:
    theirs = ("PORTAL_", "DATABASE_URL", "DJANGO_")
    os_env = for_tools()
    return {name: value for name, value in os_env.items() if not name.startswith(theirs)}
