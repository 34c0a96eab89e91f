"""One spelling for what looks the same, so that a search finds it and a comparison is fair.

Abbreviations (อบต., ทต., …) are not expanded here: the register stores them beside the full name.
"""

import re
import unicodedata

from .numerals import to_arabic_digits

SARA_AM = "\u0e33"
_NIKHAHIT, _SARA_AA = "\u0e4d", "\u0e32"
_TONES = "\u0e48-\u0e4b"
_SPLIT_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]?){_SARA_AA}")
_LATE_TONE = re.compile(f"{SARA_AM}([{_TONES}])")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff]")
_SPACES = re.compile(r"[^\S\n\t]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_IGNORED_IN_SEARCH = re.compile(r"[\s.]")


def unify(text: str) -> str:
    """The same words typed one way: NFC, ํา as ำ, เเ as แ, no invisible characters, plain spaces."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _LATE_TONE.sub(rf"\1{SARA_AM}", _SPLIT_AM.sub(rf"\1{SARA_AM}", text))
    return _SPACES.sub(" ", text.replace("เเ", "แ"))


def fold(text: str) -> str:
    """For searching: unified, Arabic digits, small letters, spaces and full stops dropped."""
    return _IGNORED_IN_SEARCH.sub("", to_arabic_digits(unify(text))).casefold()


def clean_text(text: str) -> str:
    """What may be stored: line ends as \\n, no NUL or other C0 control except newline and tab."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
