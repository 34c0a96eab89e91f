"""Asking clamd whether a file holds a virus.

Protocol: clamd(8), INSTREAM: pieces, each behind its length in four bytes, then four zeros.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

CONNECT_SECONDS = 3
ANSWER_SECONDS = 60
PIECE = 256 * 1024
LONGEST_ANSWER = 4096
USUAL_PORT = 3310


class ScannerSilent(Exception):
    """No verdict: the scanner does not answer, or answers that it could not look."""


def is_on() -> bool:
    return bool(settings.PORTAL_CLAMAV)


def find_virus(file: Path) -> str:
    """What the scanner calls the virus; "" for a clean file. Raises ScannerSilent."""
    answer = _ask_about(file)
    verdict = answer.partition(": ")[2]
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")[:100]
    raise ScannerSilent(answer)


def answers() -> bool:
    try:
        with _connection() as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _ask_about(file: Path) -> str:
    try:
        with _connection() as line, file.open("rb") as content:
            line.settimeout(ANSWER_SECONDS)
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return _answer(line)
    except OSError as error:
        raise ScannerSilent(str(error)) from error


@contextmanager
def _connection() -> Iterator[socket.socket]:
    where = urlsplit(settings.PORTAL_CLAMAV)
    kind = socket.AF_UNIX if where.scheme == "unix" else socket.AF_INET
    address = where.path if where.scheme == "unix" else (where.hostname, where.port or USUAL_PORT)
    with socket.socket(kind, socket.SOCK_STREAM) as line:
        line.settimeout(CONNECT_SECONDS)
        line.connect(address)
        yield line


def _answer(line: socket.socket) -> str:
    """One line, which ends in a zero."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
