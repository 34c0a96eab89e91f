"""Running submissions.checking: a process with limits, without our secrets."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

PATIENCE_SECONDS = 40
PAGES_AT_ONCE = 20

logger = logging.getLogger(__name__)


def check(file: Path, pictures: Path, accepted: list[str]) -> dict:
    """What was found; {"refused": word} where the file cannot be kept."""
    return _found(_run("check", str(file), str(pictures), ",".join(accepted)))


def draw_more(file: Path, pictures: Path, *, drawn: int, to_draw: int) -> int:
    """Draw the next pages of a PDF; returns how many have a picture then.

    The same number again means that the next page cannot be drawn.
    """
    last = min(drawn + PAGES_AT_ONCE, to_draw)
    found = _found(_run("draw", str(file), str(pictures), str(drawn + 1), str(last)))
    return found.get("drawn", drawn)


def _run(*order: str) -> subprocess.CompletedProcess | None:
    """None where it took too long. The child gets no secret from our environment."""
    command = [sys.executable, "-m", "submissions.checking", *order]
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None


def _found(ended: subprocess.CompletedProcess | None) -> dict:
    """A child that died of the file has told us enough about it."""
    if ended is None or ended.returncode != 0:
        logger.warning("A file check ended early: %s", ended and ended.stderr[-500:])
        return {"refused": "too_heavy"}
    return json.loads(ended.stdout)
