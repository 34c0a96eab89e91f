"""What the person at the terminal reads while the work goes on."""

import os
import sys


def say(line: str) -> None:
    """Print at once, also into a pipe. A reader who has left must not stop the work."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        _write_to_nobody()


def complain(line: str) -> None:
    print(f"portal: {line}", file=sys.stderr, flush=True)


def _write_to_nobody() -> None:
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, sys.stdout.fileno())
