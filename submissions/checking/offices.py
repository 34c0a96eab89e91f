"""A DOCX, XLSX or PPTX: which of them, and that it holds no program and fetches nothing.

Parts and relationships: ECMA-376, part 2 (Open Packaging Conventions).
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from .archives import Budget, open_archive, read_members
from .kinds import DOCX, OLD_OFFICE, PPTX, XLSX, ZIP, Kind
from .limits import MEGABYTE, MOST_NESTING, MOST_XML
from .refusing import Refused

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
}
XML_ENDINGS = (".xml", ".rels", ".vml")
XML_BEGINS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
# Words in the type of a part or of a relationship that mean a program.
MACROS = re.compile(r"macro|vba|activex|customui|\bcontrol", re.IGNORECASE)
# A relationship to something outside that a reader follows by a click, not the program by itself.
CLICKED = ("/hyperlink", "/externalLinkPath")
BROUGHT_ALONG = ("/aFChunk", "/oleObject")
# A cell that starts another program: dynamic data exchange.
DDE = re.compile(
    rb"ddeLink|DDEAUTO|>\s*DDE\s|[=+@-]\s*(?:cmd|powershell|msexcel)\s*\|", re.IGNORECASE
)
OVERLAP = 64  # bytes of the piece before, so that a word on the border is seen
LARGEST_INNER = 32 * MEGABYTE


@dataclass
class Findings:
    types: list[str] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)


def inspect(file: Path) -> tuple[Kind, list[str]]:
    """Which kind it is, and the words of warnings. Raises Refused."""
    findings = Findings()
    with file.open("rb") as content:
        _look_into(content, file.stat().st_size, Budget(), findings, depth=0)
    return _kind(findings.types), sorted(findings.warnings)


def refuse_old(file: Path) -> None:
    """The container of old Office files also carries new ones that are locked with a password."""
    locked = "EncryptedPackage".encode("utf-16-le")
    with file.open("rb") as content:
        while piece := content.read(MEGABYTE):
            if locked in piece:
                raise Refused("encrypted_office")
    raise Refused("old_office")


def _kind(types: list[str]) -> Kind:
    parts = (name.rpartition("-officedocument.")[2] for name in types)
    kinds = {MAIN_PARTS[part] for part in parts if part in MAIN_PARTS}
    if len(kinds) != 1:
        raise Refused("not_office")
    return kinds.pop()


def _look_into(
    content: BinaryIO, size: int, budget: Budget, findings: Findings, depth: int
) -> None:
    archive = open_archive(content, size)
    if CONTENT_TYPES not in archive.namelist():
        raise Refused("not_office")
    for member, pieces in read_members(archive, budget):
        first = next(pieces, b"")
        _refuse_program(first)
        if first.startswith(ZIP):
            _look_inside_inner(first, pieces, budget, depth)
        elif member.filename.lower().endswith(XML_ENDINGS) or first.startswith(XML_BEGINS):
            _read_part(member, first, pieces, findings)
        else:
            _read_to_the_end(pieces)


def _refuse_program(begins: bytes) -> None:
    """Macros lie in the container of old Office files, whatever their part is called."""
    if begins.startswith(OLD_OFFICE):
        raise Refused("macro")
    if begins.startswith(PROGRAMS):
        raise Refused("embedded")


def _look_inside_inner(first: bytes, pieces: Iterable[bytes], budget: Budget, depth: int) -> None:
    if depth + 1 >= MOST_NESTING:
        raise Refused("bomb")
    inner = bytearray(first)
    for piece in pieces:
        inner += piece
        if len(inner) > LARGEST_INNER:
            raise Refused("bomb")
    findings = Findings()
    _look_into(io.BytesIO(inner), len(inner), budget, findings, depth + 1)
    _kind(findings.types)


def _read_to_the_end(pieces: Iterable[bytes]) -> None:
    for _piece in pieces:
        pass


def _read_part(
    member: zipfile.ZipInfo, first: bytes, pieces: Iterable[bytes], findings: Findings
) -> None:
    if member.file_size > MOST_XML:
        raise Refused("bomb")
    parser = _parser(member.filename, findings)
    tail = b""
    try:
        for piece in _again(first, pieces):
            parser.Parse(piece, False)
            if DDE.search(tail + piece):
                findings.warnings.add("dde")
            tail = piece[-OVERLAP:]
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged_office") from error


def _again(first: bytes, pieces: Iterable[bytes]) -> Iterable[bytes]:
    yield first
    yield from pieces


def _parser(name: str, findings: Findings) -> expat.XMLParserType:
    """Reads nothing but the part itself: a document type, the door to all else, ends it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    if name == CONTENT_TYPES:
        parser.StartElementHandler = lambda tag, facts: _take_type(facts, findings)
    elif name.lower().endswith(".rels"):
        parser.StartElementHandler = lambda tag, facts: _refuse_relation(facts)
    return parser


def _refuse_document_type(*facts) -> None:
    raise Refused("entities")


def _take_type(facts: dict, findings: Findings) -> None:
    content_type = facts.get("ContentType", "")
    if MACROS.search(content_type):
        raise Refused("macro")
    findings.types.append(content_type)


def _refuse_relation(facts: dict) -> None:
    relation = facts.get("Type", "")
    if MACROS.search(relation):
        raise Refused("macro")
    if relation.endswith(BROUGHT_ALONG):
        raise Refused("embedded")
    if facts.get("TargetMode") == "External" and not relation.endswith(CLICKED):
        raise Refused("external")
