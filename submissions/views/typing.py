"""What a page of the form sends: answers, and for each what was seen before it was typed.

Per question: `answer-KEY` (what the control sends), `seen-KEY` (the version that stood there) and
`page-KEY`, which a page with JavaScript fills: its own name, a colon, and how often it has sent
this answer. `use` is the button of a choice between two versions: `mine:KEY:VERSION`.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import QueryDict

from contest_portal.editions.models import FormSection
from submissions.answers import Turn
from submissions.forms import PREFIX
from submissions.models import Entry

PAGE = re.compile(r"([0-9a-f-]{32,36}):([0-9]{1,8})")


class Choice(NamedTuple):
    """Which of two versions the person takes, and the version of theirs that was shown."""

    which: str
    key: str
    version: int


@dataclass
class Typed:
    """What the person sent, by the key of the question."""

    values: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    yielding: set[str] = field(default_factory=set)


def read(sent: QueryDict, entry: Entry, section: FormSection) -> Typed:
    keys = section.fields.values_list("key", flat=True)
    typed = Typed(
        values={key: sent[f"{PREFIX}-{key}"] for key in keys if f"{PREFIX}-{key}" in sent}
    )
    for key in typed.values:
        typed.versions[key] = _version(sent.get(f"seen-{key}", ""))
        typed.turns[key] = _turn(sent.get(f"page-{key}", ""))
    _apply(_choice(sent.get("use", "")), typed, entry, section)
    return typed


def _version(text: str) -> int:
    """0 for anything that no page of ours sends: then a changed answer is a conflict."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _turn(text: str) -> Turn:
    found = PAGE.fullmatch(text)
    return Turn(found[1], int(found[2])) if found else Turn()


def _choice(text: str) -> Choice:
    which, _colon, rest = text.partition(":")
    key, _colon, version = rest.rpartition(":")
    return Choice(which, key, _version(version))


def _apply(choice: Choice, typed: Typed, entry: Entry, section: FormSection) -> None:
    """The chosen version was typed, or left, with the other one in sight."""
    if choice.key not in typed.values:
        return
    typed.versions[choice.key] = choice.version
    if choice.which == "theirs":
        typed.yielding.add(choice.key)
    elif choice.which == "both":
        theirs = entry.answers.filter(field__section=section, field__key=choice.key).first()
        ours = typed.values[choice.key]
        typed.values[choice.key] = f"{theirs.value}\n\n{ours}" if theirs else ours
