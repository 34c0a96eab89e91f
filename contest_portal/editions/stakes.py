"""What a change of the form would do to the entries that are being written.

Entries belong to a layer above: it registers how they are read. Submitted versions never change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import ngettext

from .models import Category, Edition, FormField
from .questions import conditions, kind_of


class Written(NamedTuple):
    """One entry that may still change: its category, and what stands under each question.

    Under a file question stands "file" where there is one; blank questions are left out.
    """

    category: Category
    values: dict[UUID, object]


Reader = Callable[[Edition, Iterable[FormField]], list[Written]]

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    _readers[:] = [reader]


@dataclass(frozen=True)
class Stakes:
    """How many entries have an answer there, and to how many the change does something."""

    answered: int = 0
    to_correct: int = 0
    missing: int = 0
    hidden: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.to_correct or self.missing or self.hidden)

    @property
    def words(self) -> list[str]:
        """A sentence for each thing that happens."""
        said = [
            (self.answered, ngettext(
                "%(number)s entry has an answer to this question.",
                "%(number)s entries have an answer to this question.", self.answered)),
            (self.hidden, ngettext(
                "In %(number)s entry the answer is no longer asked for; it is kept.",
                "In %(number)s entries the answer is no longer asked for; it is kept.",
                self.hidden)),
            (self.to_correct, ngettext(
                "%(number)s answer will have to be corrected before its entry can be sent.",
                "%(number)s answers will have to be corrected before their entries can be sent.",
                self.to_correct)),
            (self.missing, ngettext(
                "%(number)s entry becomes incomplete: the answer is missing there.",
                "%(number)s entries become incomplete: the answer is missing there.",
                self.missing)),
        ]  # fmt: skip
        return [words % {"number": number} for number, words in said if number]


def entries_of(edition: Edition, fields: Iterable[FormField]) -> list[Written]:
    return _readers[0](edition, fields) if _readers else []


def answered(field: FormField) -> int:
    """How many entries have an answer there."""
    if field._state.adding:
        return 0
    return sum(field.pk in entry.values for entry in entries_of(field.section.edition, [field]))


def of_change(before: FormField | None, after: FormField) -> Stakes:
    """From a question as it is, or none, to the question as it would be."""
    fields = [field for field in (before, before and before.asked_if, after.asked_if) if field]
    entries = entries_of(after.section.edition, fields)
    changed = [_effect(before, after, entry) for entry in entries]
    return Stakes(
        answered=sum(after.pk in entry.values for entry in entries),
        to_correct=changed.count("to_correct"),
        missing=changed.count("missing"),
        hidden=changed.count("hidden"),
    )


def of_retiring(field: FormField) -> Stakes:
    number = answered(field)
    return Stakes(answered=number, hidden=number)


def _effect(before: FormField | None, after: FormField, entry: Written) -> str:
    """What the change does to one entry; "" for nothing."""
    asked, needed = _state(after, entry)
    was_asked, was_needed = _state(before, entry) if before else (False, False)
    if after.pk not in entry.values:
        return "missing" if needed and not was_needed else ""
    if was_asked and not asked:
        return "hidden"
    return "to_correct" if asked and _is_newly_wrong(before, after, entry) else ""


def _state(field: FormField, entry: Written) -> tuple[bool, bool]:
    """Whether an entry is asked the question, and whether it needs an answer there."""
    section = field.section
    if not (field.is_asked_of(entry.category) and section.is_asked_of(entry.category)):
        return False, False
    questions = [(other, entry.values.get(other.pk, ""), other.pk not in entry.values)
                 for other in (field.asked_if, field) if other]  # fmt: skip
    return conditions.judge(questions)[field.pk]


def _is_newly_wrong(before: FormField | None, after: FormField, entry: Written) -> bool:
    if before is None or after.type == FormField.Type.FILE:
        return False
    value = entry.values[after.pk]
    return bool(kind_of(after).problem(after, value)) and not kind_of(before).problem(before, value)
