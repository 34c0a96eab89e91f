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
from contest_portal.editions.questions.kind import Value
from submissions.models import Entry
from submissions.writing import typed
from submissions.writing.answers import Turn
from submissions.writing.forms import PREFIX

PAGE = re.compile(r"([0-9a-f-]{32,36}):([0-9]{1,8})")


class Choice(NamedTuple):
    """Which of two versions the person takes, and the version of theirs that was shown."""

    which: str
    key: str
    version: int


@dataclass
class Typed:
    """What the person sent, by the key of the question."""

    values: dict[str, Value] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    yielding: set[str] = field(default_factory=set)


def read(sent: QueryDict, entry: Entry, section: FormSection) -> Typed:
    found = {
        question.key: typed.sent(question, sent, f"{PREFIX}-{question.key}")
        for question in section.fields.current()
    }
    answers = Typed(values={key: value for key, value in found.items() if value is not None})
    for key in answers.values:
        answers.versions[key] = _version(sent.get(f"seen-{key}", ""))
        answers.turns[key] = _turn(sent.get(f"page-{key}", ""))
    _apply(_choice(sent.get("use", "")), answers, entry, section)
    return answers


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


def _apply(choice: Choice, answers: Typed, entry: Entry, section: FormSection) -> None:
    """The chosen version was typed, or left, with the other one in sight."""
    if choice.key not in answers.values:
        return
    answers.versions[choice.key] = choice.version
    if choice.which == "theirs":
        answers.yielding.add(choice.key)
    elif choice.which == "both":
        present = entry.answers.select_related("field")
        theirs = present.filter(field__section=section, field__key=choice.key).first()
        if theirs and typed.can_stand_together(theirs.field):
            answers.values[choice.key] = f"{theirs.value}\n\n{answers.values[choice.key]}"
