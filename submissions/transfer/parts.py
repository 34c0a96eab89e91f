"""The bytes of files on their way. How much of a file is here is the length of its part on disk.

A part is locked while somebody writes or reads it to its end: locks end with their process.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

AT_ONCE = 64 * 1024  # bytes in memory
KEPT_FREE = 64 * 1024 * 1024  # bytes that uploads leave to the rest of the portal
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class WrongOffset(Exception):
    """The sender believes that another number of bytes is here: `stored` are."""

    def __init__(self, stored: int) -> None:
        super().__init__(stored)
        self.stored = stored


class InUse(Exception):
    """Another request or task has the part just now."""


class Garbled(Exception):
    """The bytes are not those that the sender digested."""


class DiskFull(OSError):
    """There is no room for more bytes."""


@contextmanager
def room_or_refusal() -> Iterator[None]:
    """Tells a full disk from every other trouble with files."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(*error.args) from error
        raise


def folder() -> Path:
    """Beside the files that are kept, so that a whole part need not be copied to them."""
    incoming = Path(settings.MEDIA_ROOT) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    return incoming


def path_of(upload: UUID) -> Path:
    return folder() / str(upload)


def stored(upload: UUID) -> int:
    """How many bytes are here."""
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def last_written(upload: UUID) -> datetime:
    """Machine time of the last byte on disk."""
    return datetime.fromtimestamp(path_of(upload).stat().st_mtime, UTC)


def refuse_without_room(size: int) -> None:
    """Raises DiskFull where so many bytes more would not leave the portal room to work."""
    if shutil.disk_usage(folder()).free < size + KEPT_FREE:
        raise DiskFull(errno.ENOSPC, "the disk of uploads is full")


@contextmanager
def locked(upload: UUID) -> Iterator[BinaryIO]:
    """The part, opened to read and to append. Raises InUse at once rather than wait."""
    with room_or_refusal(), path_of(upload).open("a+b", buffering=0) as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse from error
        yield part


def append(upload: UUID, read: Callable[[int], bytes], *, offset: int, most: int,
           checksum: tuple[str, bytes] | None = None) -> int:  # fmt: skip
    """Write what `read` gives, at most `most` bytes, behind the first `offset`. Returns the length.

    What comes before the line is cut stays. `checksum` is an algorithm and the digest to expect.
    """
    with locked(upload) as part:
        here = part.seek(0, os.SEEK_END)
        if here != offset:
            raise WrongOffset(here)
        digest = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
        _copy(read, part, most, digest)
        if digest and checksum and digest.digest() != checksum[1]:
            part.truncate(offset)
            raise Garbled
        return part.tell()


def _copy(read: Callable[[int], bytes], part: BinaryIO, most: int, digest) -> None:
    while most and (block := read(min(AT_ONCE, most))):
        most -= len(block)
        if digest:
            digest.update(block)
        while block:
            block = block[part.write(block) :]  # a disk that fills up takes part of it


def settle(upload: UUID) -> None:
    """Make sure that the bytes survive a power cut."""
    with path_of(upload).open("rb") as part:
        os.fsync(part.fileno())


def digest_of(part: BinaryIO) -> str:
    """SHA-256 of all of it, in hexadecimal."""
    part.seek(0)
    return hashlib.file_digest(part, "sha256").hexdigest()


def discard(upload: UUID) -> None:
    path_of(upload).unlink(missing_ok=True)
