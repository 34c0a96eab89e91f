"""Counting what a reader would call characters. Thai has no word boundaries to count by."""

from unicodedata import category

SARA_AM = "\u0e33\u0eb3"  # Thai and Lao: drawn on the consonant before, though Unicode says letter


def grapheme_count(text: str) -> int:
    """Characters a reader sees: each base with its marks is one; spaces and line ends are none.

    Counted are the code points left after removing separators, controls, invisible format
    characters, combining marks and ำ. In JavaScript:
    [...text.replace(/[\\p{Z}\\p{Cc}\\p{Cf}\\p{M}\\u0E33\\u0EB3]/gu, "")].length
    """
    return sum(map(_begins_a_character, text))


def cut(text: str, most: int) -> str:
    """The beginning of a text, as many characters as a reader counts; … where something is left
    out. Marks stay with their base."""
    count = 0
    for index, character in enumerate(text):
        count += _begins_a_character(character)
        if count > most:
            return f"{text[:index].rstrip()}…"
    return text


def _begins_a_character(character: str) -> bool:
    kind = category(character)
    return kind[0] not in "ZM" and kind not in ("Cc", "Cf") and character not in SARA_AM
