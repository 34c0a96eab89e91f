"""Whether a PDF is whole, readable by anybody, and does nothing by itself."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from .limits import MOST_PAGES

ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"}
ACTIVE_KEYS = {"/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)


class Refused(Exception):
    """Carries one word for the reason; the portal has the sentences."""


def inspect(file: Path) -> int:
    """How many pages it has. Raises Refused."""
    _refuse_other_formats(file)
    pages = _count_pages(file)
    _refuse_active_content(file)
    return pages


def _refuse_other_formats(file: Path) -> None:
    """A file that is also something else, or goes on after its end, is not what it seems."""
    tail = file.read_bytes().rpartition(b"%%EOF")
    if not tail[1]:
        raise Refused("damaged")
    if tail[2].strip(b"\0 \t\r\n\f") or zipfile.is_zipfile(file):
        raise Refused("two_formats")


def _count_pages(file: Path) -> int:
    try:
        with pypdfium2.PdfDocument(file) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "assword" in str(error) else "damaged") from error
    if not pages:
        raise Refused("damaged")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def _refuse_active_content(file: Path) -> None:
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise Refused("encrypted")
        if any(_is_active(found) for found in _dictionaries(reader)):
            raise Refused("active")
    except BROKEN as error:
        raise Refused("damaged") from error


def _is_active(found: DictionaryObject) -> bool:
    return str(found.raw_get("/S") if "/S" in found else "") in ACTIONS or bool(
        ACTIVE_KEYS & found.keys()
    )


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file: each numbered object's, and those nested in it."""
    numbers = {number for generation in reader.xref.values() for number in generation}
    for number in sorted(numbers | reader.xref_objStm.keys()):
        waiting: list[PdfObject | None] = [reader.get_object(IndirectObject(number, 0, reader))]
        while waiting:
            found = waiting.pop()
            if isinstance(found, DictionaryObject):
                yield found
                waiting.extend(found.raw_get(key) for key in found)
            elif isinstance(found, ArrayObject):
                waiting.extend(list.__iter__(found))
