"""Reading an official letter (หนังสือภายนอก): its number, date, speed, subject and addressee.

What is read are copies for searching and showing. The letter itself stays as it came.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from contest_portal.thai.folding import clean_text, unify
from contest_portal.thai.numerals import to_arabic_digits
from contest_portal.thai.reading_dates import parse_thai_date
from notifications.models import Circular

MOST_BYTES = 200_000
SPEEDS = {speed.label: speed for speed in Circular.Speed if speed != Circular.Speed.NORMAL}
HEADINGS = ("ที่", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย")

# มท ๐๘๑๐.๒/ว ๓๐๗๐ and กค (กวจ) 0405.2/ว 119 carry the office's code; สพร ๒๕๖๕/ว ๑๐๕๙ the year.
_NUMBER = re.compile(
    r"""(?P<agency>[ก-ฮ]+\.?(?:\s*\([ก-๙.\s]+\))?)\s*
        (?P<office>[0-9]+(?:\.[0-9]+)*)\s*/\s*
        (?P<circular>ว\s*)?
        (?P<running>[0-9]+)""",
    re.VERBOSE,
)
_SPACES = re.compile(r"\s+")


class UnreadableLetter(ValueError):
    """In words for the person who brought it."""


@dataclass(frozen=True)
class Letter:
    """Empty or None is what could not be found."""

    number: str = ""
    dated: date | None = None
    speed: Circular.Speed = Circular.Speed.NORMAL
    subject: str = ""
    addressee: str = ""
    body: str = ""


def decode(original: bytes) -> str:
    """UTF-8, or the older Thai encoding of Windows. Raises UnreadableLetter."""
    if len(original) > MOST_BYTES:
        raise UnreadableLetter(_("The text of a letter is at most 200 KB. Choose the text file."))
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return clean_text(original.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableLetter(
        _("This is not a text file. Save the letter as plain text (.txt), or paste its text.")
    )


def read(text: str) -> Letter:
    """Find the parts of a letter by the words that official letters put before them."""
    lines = [unify(line).strip() for line in text.split("\n")]
    addressee_line = _starts(lines, "เรียน")
    return Letter(
        number=_part(lines, _starts(lines, "ที่")),
        dated=_date(lines),
        speed=_speed(lines),
        subject=_part(lines, _starts(lines, "เรื่อง")),
        addressee=_part(lines, addressee_line),
        body=_after(text, lines, addressee_line),
    )


def _starts(lines: list[str], heading: str) -> int | None:
    """The first line that begins with the heading as a word of its own."""
    found = (number for number, line in enumerate(lines) if heading_of(line) == heading)
    return next(found, None)


def heading_of(line: str) -> str:
    first, space, _rest = line.partition(" ")
    return first if space and first in HEADINGS else ""


def _part(lines: list[str], start: int | None) -> str:
    """What follows the heading, with the lines it continues on."""
    if start is None:
        return ""
    words = [lines[start].partition(" ")[2].strip()]
    words += lines[start + 1 : _end_of_part(lines, start)]
    return " ".join(words)


def _end_of_part(lines: list[str], start: int) -> int:
    """Where a blank line or another heading ends the part that begins at `start`."""
    for number in range(start + 1, len(lines)):
        if not lines[number] or heading_of(lines[number]):
            return number
    return len(lines)


def _after(text: str, lines: list[str], addressee_line: int | None) -> str:
    """The rest of the letter verbatim; all of it when it names no addressee."""
    if addressee_line is None:
        return text.strip("\n ")
    rest = text.split("\n")[_end_of_part(lines, addressee_line) :]
    return "\n".join(rest).strip("\n ")


def _speed(lines: list[str]) -> Circular.Speed:
    return next((SPEEDS[line] for line in lines if line in SPEEDS), Circular.Speed.NORMAL)


def _date(lines: list[str]) -> date | None:
    return next(filter(None, map(date_in, lines)), None)


def date_in(line: str) -> date | None:
    """The date, where the line says nothing else."""
    try:
        return parse_thai_date(line)
    except ValueError:
        return None


def check_number(number: str) -> str:
    """The number as it was typed, without needless spaces. Raises ValueError for the person."""
    tidy = _SPACES.sub(" ", unify(number)).strip()
    if not _NUMBER.fullmatch(to_arabic_digits(tidy)):
        raise ValueError(
            _("“%(number)s” is not a letter number. Write it like มท ๐๘๑๐.๒/ว ๓๐๗๐.")
            % {"number": number}
        )
    return tidy


def fold_number(number: str) -> str:
    """มท0810.2/ว3070, whichever digits and spaces were used: for comparing only."""
    return _SPACES.sub("", to_arabic_digits(unify(number)))
