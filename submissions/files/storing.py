"""Handing a file over to where files are kept, and not believing that it arrived until it is read.

On the machine's own disk nothing is copied; any other store gets the bytes, and gives them back
once to be digested: one that cuts a file short is found out before anybody relies on it.
"""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.storage import FileSystemStorage

from submissions.models import Attachment, private_files
from submissions.transfer.parts import room_or_refusal

from . import pictures

BLOCK = 256 * 1024  # bytes in memory


class StoreFailed(Exception):
    """The store did not keep the file as it was given."""


def store(attachment: Attachment, file: Path, drawn: Path) -> None:
    """Keep the bytes and the drawn pages. Raises StoreFailed or DiskFull; nothing stays then."""
    try:
        with room_or_refusal():
            if not attachment.is_locked:
                pictures.keep(attachment, drawn)
            _store_original(attachment, file)
            _verify(attachment)
    except BaseException:
        forget(attachment)
        raise


def _store_original(attachment: Attachment, file: Path) -> None:
    """The bytes, once an entry: the same file at another question shares them."""
    same = attachment.entry.attachments.filter(sha256=attachment.sha256).first()
    if same:
        attachment.original.name = same.original.name
        return
    if not isinstance(private_files(), FileSystemStorage):
        with file.open("rb") as original:
            attachment.original.save(attachment.name, File(original), save=False)
        return
    with _twin(file) as original:
        attachment.original.save(attachment.name, original, save=False)


class _Movable(File):
    """A file that the storage may rename into place."""

    def temporary_file_path(self) -> str:
        return self.name or ""


def _twin(file: Path) -> File:
    """The same bytes under another name, which the storage may take: the first name stays."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as reserved:
        twin = Path(reserved.name)
    twin.unlink()
    os.link(file, twin)
    return _Movable(twin.open("rb"), name=str(twin))


def _verify(attachment: Attachment) -> None:
    digest, size = hashlib.sha256(), 0
    with attachment.original.open("rb") as kept:
        for block in kept.chunks(BLOCK):
            digest.update(block)
            size += len(block)
    attachment.original.close()
    if (size, digest.hexdigest()) != (attachment.size, attachment.sha256):
        raise StoreFailed(f"{attachment.pk}: {size} of {attachment.size} bytes came back")


def forget(attachment: Attachment) -> None:
    """Take back what was stored of a file that is not kept after all."""
    name = attachment.original.name
    others = Attachment.objects.filter(original=name).exclude(pk=attachment.pk)
    if name and not others.exists():
        private_files().delete(name)
    pictures.forget(attachment)
