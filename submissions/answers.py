"""Saving answers: only what changed, never over a colleague's newer words, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField, FormSection

from . import extensions, typed, workflow
from .models import Answer, AnswerVersion, Entry


@dataclass(frozen=True)
class Conflict:
    """The saved answer to a question, and what was typed over an older one."""

    theirs: Answer
    mine: str


@dataclass
class Saved:
    """What a save did. `problems` and `conflicts` are by the key of the question."""

    late: bool
    changed: list[FormField] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_section(
    entry: Entry,
    section: FormSection,
    values: Mapping[str, str],
    *,
    by: User,
    at: datetime,
    versions: Mapping[str, int],
) -> Saved:
    """Save what was typed, by question key. `versions` says which version each was typed over.

    What cannot be read is kept as typed and reported; what a colleague changed meanwhile stays,
    with the typed words kept beside it. After the deadline all is kept as a late draft.
    """
    entry = workflow.locked(entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    saving = _Saving(entry, by, at, Saved(late=at >= extensions.closing_instant(entry)))
    present = {answer.field_id: answer for answer in entry.answers.filter(field__section=section)}
    for question in section.fields.exclude(type=FormField.Type.FILE):
        if question.key in values:
            saving.take(question, values[question.key], versions, present.get(question.pk))
    saving.record(section)
    return saving.saved


@dataclass
class _Saving:
    entry: Entry
    by: User
    at: datetime
    saved: Saved

    def take(self, question: FormField, text: str, versions: Mapping[str, int],
             present: Answer | None) -> None:  # fmt: skip
        text = typed.tidy(question, text)
        if typed.is_too_long(text):
            self.saved.problems[question.key] = typed.too_long_words()
            return
        value = _readable(question, text)
        if problem := typed.problem(question, value):
            self.saved.problems[question.key] = problem
        if value == (present.value if present else ""):
            return
        seen = versions.get(question.key, 0)
        if present and seen != present.version:
            self.keep_beside(question, value, seen, present)
        else:
            self.write(question, value, present)

    def write(self, question: FormField, value: str, present: Answer | None) -> None:
        answer = present or Answer(entry=self.entry, field=question, version=0)
        answer.value = value
        answer.version += 1
        answer.changed_by, answer.changed_at = self.by, self.at
        answer.save()
        self.add_version(question, value, answer.version, taken=True)
        self.saved.changed.append(question)

    def keep_beside(self, question: FormField, value: str, seen: int, present: Answer) -> None:
        versions = AnswerVersion.objects.filter(entry=self.entry, field=question)
        if versions.filter(version=seen, taken=True, value=value).exists():
            return  # not retyped: only the page is old
        self.saved.conflicts[question.key] = Conflict(theirs=present, mine=value)
        if not versions.filter(version=present.version, taken=False, value=value).exists():
            self.add_version(question, value, present.version, taken=False)

    def add_version(self, question: FormField, value: str, version: int, *, taken: bool) -> None:
        AnswerVersion.objects.create(
            entry=self.entry, field=question, version=version, value=value, taken=taken,
            saved_by=self.by, saved_at=self.at,
        )  # fmt: skip

    def record(self, section: FormSection) -> None:
        if self.saved.changed:
            facts = {
                "section": section.key,
                "title": section.title_th,
                "fields": [question.key for question in self.saved.changed],
                "late": self.saved.late,
            }
            workflow.record(audit.Action.ENTRY_SAVED, self.entry, by=self.by, facts=facts)


def _readable(question: FormField, text: str) -> str:
    """The stored form, or the text as typed where it cannot be read."""
    try:
        return typed.read(question, text)
    except typed.Unclear:
        return text
