"""An MP4 film: whole, not endless, in a form that every browser plays. Its boxes are counted only.

Boxes: ISO/IEC 14496-12, section 4.2.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .limits import MOST_BOXES, MOST_SECONDS
from .refusing import Refused

PLAYED = {b"avc1", b"avc3", b"av01", b"vp09"}
WAY_TO_CODEC = (b"mdia", b"minf", b"stbl", b"stsd")
MOST_STRUCTURE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Box:
    name: bytes
    begins: int  # of its content
    ends: int


def inspect(file: Path) -> int:
    """How many seconds it plays. Raises Refused."""
    with file.open("rb") as content:
        size = file.stat().st_size
        boxes = list(_boxes(content, 0, size))
        movies = [box for box in boxes if box.name == b"moov"]
        if boxes[0].name != b"ftyp" or len(movies) != 1 or not _holds(boxes, b"mdat"):
            raise Refused("damaged_film")
        return _inspect_movie(content, movies[0])


def _holds(boxes: list[Box], name: bytes) -> bool:
    return any(box.name == name for box in boxes)


def _inspect_movie(content: BinaryIO, movie: Box) -> int:
    if movie.ends - movie.begins > MOST_STRUCTURE:
        raise Refused("too_heavy")
    parts = list(_boxes(content, movie.begins, movie.ends))
    seconds = _seconds(content, _only(parts, b"mvhd"))
    if seconds > MOST_SECONDS:
        raise Refused("too_long")
    codecs = {_codec(content, part) for part in parts if part.name == b"trak"}
    if not codecs & PLAYED:
        raise Refused("unplayable")
    return seconds


def _boxes(content: BinaryIO, begins: int, ends: int) -> Iterator[Box]:
    """The boxes side by side from `begins`; they must fill the space exactly."""
    count = 0
    while begins < ends:
        box = _box(content, begins, ends)
        count += 1
        if box.ends > ends or count > MOST_BOXES:
            raise Refused("damaged_film")
        yield box
        begins = box.ends


def _box(content: BinaryIO, begins: int, ends: int) -> Box:
    content.seek(begins)
    size, name = _unpacked(">I4s", content.read(8))
    header = 8
    if size == 1:
        (size,) = _unpacked(">Q", content.read(8))
        header = 16
    if size == 0:
        size = ends - begins
    if size < header:
        raise Refused("damaged_film")
    return Box(name, begins + header, begins + size)


def _unpacked(shape: str, data: bytes) -> tuple:
    try:
        return struct.unpack(shape, data)
    except struct.error as error:
        raise Refused("damaged_film") from error


def _only(boxes: list[Box], name: bytes) -> Box:
    named = [box for box in boxes if box.name == name]
    if len(named) != 1:
        raise Refused("damaged_film")
    return named[0]


def _seconds(content: BinaryIO, header: Box) -> int:
    """From the movie header, whose version 1 has longer numbers."""
    content.seek(header.begins)
    version = content.read(1)
    shape, skipped = (">IQ", 19) if version == b"\1" else (">II", 11)
    content.seek(skipped, 1)
    scale, length = _unpacked(shape, content.read(struct.calcsize(shape)))
    if not scale:
        raise Refused("damaged_film")
    return -(-length // scale)


def _codec(content: BinaryIO, track: Box) -> bytes:
    """The name of the form in which the track's samples are; sound has one too."""
    box = track
    for name in WAY_TO_CODEC:
        box = _only(list(_boxes(content, box.begins, box.ends)), name)
    content.seek(box.begins + 8)
    _size, name = _unpacked(">I4s", content.read(8))
    return name
