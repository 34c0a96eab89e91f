"""Which part of a file a request asks for: RFC 9110, section 14."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(Exception):
    """The file ends before the part begins."""


@dataclass(frozen=True)
class Range:
    """Both ends are sent; counted from 0."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def wanted(headers: Mapping[str, str], size: int, tag: str) -> Range | None:
    """None for the whole file: no range asked for, several, a nonsensical one, or of another file.

    `tag` is the entity tag, in quotes, that If-Range is held against.
    """
    asked = ONE_RANGE.fullmatch(headers.get("Range", "").replace(" ", ""))
    if not asked or asked.group(0) == "bytes=-" or headers.get("If-Range", tag) != tag:
        return None
    begins, ends = asked.groups()
    if not begins:
        return _tail(int(ends), size)
    first, last = int(begins), min(int(ends or size), size - 1)
    if ends and int(ends) < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Range(first, last)


def _tail(length: int, size: int) -> Range:
    if not length or not size:
        raise Unsatisfiable
    return Range(max(size - length, 0), size - 1)
