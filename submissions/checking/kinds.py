"""What a file is, by its first bytes and by nothing else."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """How a kind of file is looked at."""

    PAPER = "paper"  # drawn page by page
    PICTURE = "picture"  # written anew as a picture without what a camera adds
    OFFICE = "office"  # downloaded, never opened here
    FILM = "film"  # played


@dataclass(frozen=True)
class Kind:
    name: str
    family: Family
    content_type: str
    ending: str


_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("PDF", Family.PAPER, "application/pdf", "pdf")
JPEG = Kind("JPEG", Family.PICTURE, "image/jpeg", "jpg")
PNG = Kind("PNG", Family.PICTURE, "image/png", "png")
DOCX = Kind("DOCX", Family.OFFICE, f"{_OFFICE_TYPE}.wordprocessingml.document", "docx")
XLSX = Kind("XLSX", Family.OFFICE, f"{_OFFICE_TYPE}.spreadsheetml.sheet", "xlsx")
PPTX = Kind("PPTX", Family.OFFICE, f"{_OFFICE_TYPE}.presentationml.presentation", "pptx")
MP4 = Kind("MP4", Family.FILM, "video/mp4", "mp4")
KINDS = {kind.name: kind for kind in (PDF, JPEG, PNG, DOCX, XLSX, PPTX, MP4)}
BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS.values()}

ENOUGH_BYTES = 16
# Other boxes that begin like an MP4 film: pictures of telephones, and QuickTime.
PHONE_PICTURES = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


class Unknown(Exception):
    """Carries one word for what it seems to be, or "unknown"."""


def family_at_sight(begins: bytes) -> Family:
    """From the first ENOUGH_BYTES. An archive is an Office file until it is opened."""
    for beginning, kind in _BEGINNINGS:
        if begins.startswith(beginning):
            return kind.family
    if begins.startswith(ZIP):
        return Family.OFFICE
    if begins[4:8] == b"ftyp":
        return _of_boxes(begins[8:12])
    raise Unknown("old_office" if begins.startswith(OLD_OFFICE) else "unknown")


def picture_kind(begins: bytes) -> Kind:
    return JPEG if begins.startswith(b"\xff") else PNG


def _of_boxes(brand: bytes) -> Family:
    if brand in PHONE_PICTURES:
        raise Unknown("phone_picture")
    if brand == b"qt  ":
        raise Unknown("quicktime")
    return Family.FILM
