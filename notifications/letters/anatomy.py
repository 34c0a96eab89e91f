"""The anatomy of an official letter: its parts in the order in which a sheet shows them.

`parsing.read` finds the few facts that the portal works with. Here the whole text is taken apart,
so that it can be set on paper. No word is added, changed or left out below the number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contest_portal.thai.folding import unify

from . import parsing

CLOSING = "ขอแสดงความนับถือ"
REFERENCES = ("อ้างถึง", "สิ่งที่ส่งมาด้วย")
CONTACT_WORDS = ("โทร", "ไปรษณีย์อิเล็กทรอนิกส์", "E-mail", "e-mail")
ANNEX = "สิ่งที่ส่งมาด้วย"

Block = list[str]


@dataclass
class Anatomy:
    """Lines as they stand; empty is what the letter does not have."""

    sender: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    closing: str = ""
    signature: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    annex: list[str] = field(default_factory=list)


def of(text: str, body: str) -> Anatomy:
    """`text` is the whole letter, `body` what follows its addressee."""
    blocks = list(_blocks(body))
    end = next((number for number, block in enumerate(blocks) if block[0] == CLOSING), len(blocks))
    found = Anatomy(sender=_sender(text))
    before = blocks[:end]
    while before and parsing.heading_of(before[0][0]) in REFERENCES:
        found.references += _references(before.pop(0))
    found.paragraphs = ["\n".join(block) for block in before]
    _take_foot(found, blocks[end:])
    return found


def _blocks(text: str) -> Iterator[Block]:
    """Lines between blank lines. The closing words are a block of their own."""
    block: Block = []
    for line in [*text.split("\n"), ""]:
        tidy = unify(line).strip()
        if block and (not tidy or tidy == CLOSING):
            yield block
            block = []
        if tidy == CLOSING:
            yield [tidy]
        elif tidy:
            block.append(tidy)


def _sender(text: str) -> list[str]:
    """Who writes, and from where: between the number and the date."""
    lines = [unify(line).strip() for line in text.split("\n")]
    numbered = (place for place, line in enumerate(lines) if parsing.heading_of(line) == "ที่")
    dated = (place for place, line in enumerate(lines) if parsing.date_in(line))
    between = lines[next(numbered, len(lines)) + 1 : next(dated, 0)]
    return [line for line in between if line and line not in parsing.SPEEDS]


def _references(block: Block) -> list[tuple[str, str]]:
    """Each heading with its lines: two headings may follow each other without a blank line."""
    found: list[tuple[str, str]] = []
    for line in block:
        word = parsing.heading_of(line)
        if word in REFERENCES:
            found.append((word, line.removeprefix(word).strip()))
        else:
            last, text = found[-1]
            found[-1] = (last, f"{text}\n{line}")
    return found


def _take_foot(found: Anatomy, blocks: list[Block]) -> None:
    """After the body: closing words, who signs, whom to call, the sheet of enclosures."""
    if not blocks:
        return
    found.closing = blocks.pop(0)[0]
    while blocks and not _is_annex(blocks[0]) and _still_signs(found.signature, blocks[0]):
        found.signature += blocks.pop(0)
    while blocks and not _is_annex(blocks[0]):
        found.contacts += blocks.pop(0)
    found.annex = ["\n".join(block) for block in blocks]


def _still_signs(signature: Block, block: Block) -> bool:
    """A name in brackets, and below it, perhaps after a blank line, in what position."""
    if any(line.startswith(CONTACT_WORDS) for line in block):
        return False
    return not signature or (len(signature) == 1 and signature[0].startswith("("))


def _is_annex(block: Block) -> bool:
    return block[0].startswith(ANNEX)
