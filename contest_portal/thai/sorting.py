"""Thai dictionary order as a stored key.

The key is written in decimal digits only, three a character, so that plain comparison gives the
same order in Python, in SQLite and under any collation of PostgreSQL. The order is ICU's, except
that numbers count: ตัวอย่าง 9 comes before ตัวอย่าง 10.
"""

import re

from .folding import unify
from .numerals import to_arabic_digits

_LEADING_VOWEL = re.compile(r"([เแโใไ])([ก-ฮ])")
_NUMBER = re.compile(r"[0-9]+")
_IGNORED = frozenset("็่้๊๋์ํ-. ")
_THAI_BLOCK = range(0x0E00, 0x0E80)
_END = "000"
_FURTHEST = 999


def sort_key(text: str) -> str:
    """Consonants and vowels decide first; tone marks and the like only between equals.

    Where two names first differ by a mark, the one without it comes first.
    """
    letters, marks = _taken_apart(_in_dictionary_spelling(text))
    primary = "".join(map(_three_digits, letters))
    ties = "".join(f"{_FURTHEST - place:03}{_three_digits(mark)}" for place, mark in marks)
    return primary + _END + ties


def _in_dictionary_spelling(text: str) -> str:
    """Vowels written before their consonant go after it; numbers get one width."""
    text = to_arabic_digits(unify(text)).casefold()
    text = _NUMBER.sub(lambda number: number[0].zfill(6), text)
    return _LEADING_VOWEL.sub(r"\2\1", text)


def _taken_apart(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The letters that decide, and the ignored marks each with the number of letters before it."""
    letters: list[str] = []
    marks: list[tuple[int, str]] = []
    for character in text:
        if character in _IGNORED:
            marks.append((min(len(letters), _FURTHEST), character))
        else:
            letters.append(character)
    return letters, marks


def _three_digits(character: str) -> str:
    """ASCII, then Thai, then everything else by code point (ten digits, beginning with 900)."""
    code = ord(character)
    if code < 128:
        return f"{code:03}"
    if code in _THAI_BLOCK:
        return f"{code - _THAI_BLOCK.start + 128:03}"
    return f"900{code:07}"
