"""Whether a PDF is whole, readable by anybody, and does nothing by itself."""

import itertools
import mmap
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from .limits import MOST_DOTS, MOST_OBJECTS, MOST_PAGES, MOST_UNPACKED_STREAM
from .refusing import Refused

ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"}
ACTIVE_KEYS = {"/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
A_PAGE = re.compile(rb"/Type\s*/Page\b")
FORGET_EVERY = 200  # objects; what was read need not stay in memory

BOUNDS = {
    f"{packing}_maximum_output_length": MOST_UNPACKED_STREAM
    for packing in ("zlib", "lzw", "run_length", "brotli", "jbig2", "array_based_stream")
}


def inspect(file: Path) -> int:
    """How many pages it has. Raises Refused.

    What tells a bomb comes first: pdfium sees only files whose structure is known to be small.
    """
    _refuse_other_formats(file)
    with file.open("rb") as content, apply_configuration(None, **BOUNDS):
        pages = _read_structure(content)
    _refuse_unless_drawable(file, pages)
    return pages


def _refuse_other_formats(file: Path) -> None:
    """A file that is also something else, or goes on after its end, is not what it seems."""
    with file.open("rb") as content, mmap.mmap(content.fileno(), 0, prot=mmap.PROT_READ) as whole:
        end = whole.rfind(b"%%EOF")
        if end < 0:
            raise Refused("damaged")
        if whole[end + 5 :].strip(b"\0 \t\r\n\f"):
            raise Refused("two_formats")
        if _is_crowded(whole):
            raise Refused("too_many_pages")
    if zipfile.is_zipfile(file):
        raise Refused("two_formats")


def _is_crowded(whole: mmap.mmap) -> bool:
    """Whether it plainly has far too many pages: reading a table of 100,000 takes seconds.

    Files that were saved over and over hold old pages too: hence ten times as many.
    """
    some = itertools.islice(A_PAGE.finditer(whole), MOST_PAGES * 10)
    return sum(1 for _page in some) == MOST_PAGES * 10


def _read_structure(content) -> int:
    try:
        reader = PdfReader(content)
        if reader.is_encrypted:
            raise Refused("encrypted")
        pages = _count_pages(reader)
        for found in _dictionaries(reader):
            _refuse_dictionary(found)
    except LimitReachedError as error:
        raise Refused("too_heavy") from error
    except BROKEN as error:
        raise Refused("damaged") from error
    return pages


def _count_pages(reader: PdfReader) -> int:
    """By walking the tree: what a file says of itself need not be so."""
    root = reader.root_object.get_object()
    if not isinstance(root, DictionaryObject):
        raise Refused("damaged")
    waiting, seen, pages = [root.raw_get("/Pages")], set(), 0
    while waiting:
        branch = waiting.pop()
        place = (branch.idnum, branch.generation) if isinstance(branch, IndirectObject) else None
        if place in seen:
            raise Refused("damaged")
        if place:
            seen.add(place)
        branch = branch.get_object()
        if "/Kids" in branch:
            waiting.extend(list.__iter__(branch["/Kids"]))
        else:
            pages += 1
        if pages + len(waiting) > MOST_PAGES:
            raise Refused("too_many_pages")
    if not pages:
        raise Refused("damaged")
    return pages


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file: each numbered object's, and those nested in it."""
    numbers = {number for generation in reader.xref.values() for number in generation}
    numbers |= reader.xref_objStm.keys()
    if len(numbers) > MOST_OBJECTS:
        raise Refused("too_heavy")
    for count, number in enumerate(sorted(numbers)):
        if count % FORGET_EVERY == 0:
            reader.resolved_objects.clear()
        waiting: list[PdfObject | None] = [reader.get_object(IndirectObject(number, 0, reader))]
        while waiting:
            found = waiting.pop()
            if isinstance(found, DictionaryObject):
                yield found
                waiting.extend(found.raw_get(key) for key in found)
            elif isinstance(found, ArrayObject):
                waiting.extend(list.__iter__(found))


def _refuse_dictionary(found: DictionaryObject) -> None:
    if _raw(found, "/S") in ACTIONS or ACTIVE_KEYS & found.keys():
        raise Refused("active")
    if _raw(found, "/Subtype") == "/Image" and _dots(found) > MOST_DOTS * 2:
        raise Refused("too_heavy")


def _raw(found: DictionaryObject, key: str) -> str:
    return str(found.raw_get(key)) if key in found else ""


def _dots(picture: DictionaryObject) -> int:
    return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))


def _refuse_unless_drawable(file: Path, pages: int) -> None:
    try:
        with pypdfium2.PdfDocument(file) as document:
            if len(document) != pages:
                raise Refused("damaged")
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "assword" in str(error) else "damaged") from error
