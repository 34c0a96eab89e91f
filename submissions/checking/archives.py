"""A ZIP archive whose table tells the truth: no bombs, no tricks with places and names.

The standard library trusts more than we do, and Python 3.11.7 reads entries that overlap.
Structure: PKWARE's APPNOTE, sections 4.3.6 to 4.3.16.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED
from .refusing import Refused

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
END_MARK, LOCAL_MARK = b"PK\5\6", b"PK\3\4"
UTF_8_NAME = 0x800  # general purpose bit 11 (PKWARE APPNOTE, 4.4.4)
LARGEST_TABLE = MOST_MEMBERS * 1024
READ_AT_ONCE = 256 * 1024
PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1


@dataclass
class Budget:
    """How many bytes an archive, and the archives in it, may still unfold to."""

    left: int = MOST_UNPACKED

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Refused("bomb")


def open_archive(content: BinaryIO, size: int) -> zipfile.ZipFile:
    """The archive, once its table has been held against the bytes. Raises Refused."""
    table = _where_the_table_is(content, size)
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
        raise Refused("damaged_office") from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused("too_many_members")
    for member in members:
        _refuse_member(member)
    if len({member.filename for member in members}) < len(members):
        raise Refused("tricked")
    _refuse_bombs(members, size)
    _refuse_overlaps(content, members, table)
    return archive


def read_members(
    archive: zipfile.ZipFile, budget: Budget
) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
    """Each file with its bytes in pieces, which must be read before the next one."""
    for member in archive.infolist():
        if not member.is_dir():
            yield member, _pieces(archive, member, budget)


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Never more than the table says; the checksum is compared at the end."""
    try:
        with archive.open(member) as unfolded:
            while piece := unfolded.read(READ_AT_ONCE):
                budget.take(len(piece))
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused("damaged_office") from error


def _where_the_table_is(content: BinaryIO, size: int) -> int:
    """From the end record, which must be the last thing in the file."""
    content.seek(max(size - END.size, 0))
    record = content.read(END.size)
    if len(record) < END.size or not record.startswith(END_MARK):
        raise Refused("damaged_office")
    _mark, disk, first_disk, here, members, length, begins, comment = END.unpack(record)
    if disk or first_disk or comment or here != members:
        raise Refused("tricked")
    if members > MOST_MEMBERS or length > LARGEST_TABLE:
        raise Refused("too_many_members")
    if begins + length != size - END.size:
        raise Refused("tricked")
    return begins


def _refuse_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & ENCRYPTED:
        raise Refused("encrypted_office")
    if member.compress_type not in PLAIN_METHODS:
        raise Refused("damaged_office")
    steps = member.orig_filename.split("/")
    is_path_out = ".." in steps or steps[0] == "" or set("\\:\0") & set(member.orig_filename)
    if is_path_out or stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("tricked")


def _refuse_bombs(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or unpacked > size * MOST_RATIO:
        raise Refused("bomb")


def _refuse_overlaps(content: BinaryIO, members: list[zipfile.ZipInfo], table: int) -> None:
    """From the first byte of the file to its table, entries stand one behind the other."""
    free = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < free or (free == 0 and member.header_offset):
            raise Refused("tricked")
        free = _end_of(content, member)
    if free > table:
        raise Refused("tricked")


def _end_of(content: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where its bytes end; the name before them must be the one in the table."""
    content.seek(member.header_offset)
    header = content.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(LOCAL_MARK):
        raise Refused("damaged_office")
    name_length, extra_length = LOCAL.unpack(header)[-2:]
    encoding = "utf-8" if member.flag_bits & UTF_8_NAME else "cp437"
    if content.read(name_length) != member.orig_filename.encode(encoding, "replace"):
        raise Refused("tricked")
    begins = member.header_offset + LOCAL.size + name_length + extra_length
    return begins + member.compress_size
