"""Saving answers: only what changed, never over words that the sender has not seen, nothing lost.

A page says which version of an answer it typed over. It also names itself and counts its sends: an
answer to it may be cut off on the line, and then its next words follow its own earlier ones.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField, FormSection
from contest_portal.editions.questions.kind import Value
from contest_portal.refusals import NotAllowed
from submissions.deadlines import extensions
from submissions.models import Answer, AnswerVersion, Entry
from submissions.screening import sendbacks
from submissions.sending import workflow

from . import differences, typed, words
from .differences import Kind, Part


@dataclass(frozen=True)
class Turn:
    """Which open page sends an answer, and how often it has sent this one."""

    page: str = ""
    number: int = 0


@dataclass(frozen=True)
class Conflict:
    """The saved answer to a question, and what was typed over an older one."""

    theirs: Answer
    mine: Value

    @property
    def question(self) -> FormField:
        return self.theirs.field

    @property
    def can_keep_both(self) -> bool:
        """Two texts can stand one after the other; of two dates only one can."""
        return typed.can_stand_together(self.question)

    @property
    def sides(self) -> dict[str, list[Part]]:
        """Both versions, with what differs told apart."""
        mine, theirs = (words.of(self.question, value) for value in (self.mine, self.theirs.value))
        parts = differences.between(theirs, mine)
        return {
            "mine": differences.side(parts, Kind.NEW),
            "theirs": differences.side(parts, Kind.GONE),
        }


@dataclass
class Saved:
    """What a save did, by the key of the question.

    `versions` has the answers that say now what was sent, 0 for one that is still blank.
    `outdated` has those that say something newer, while what was sent is an old version and not
    new words; `conflicts` has newer ones over new words.
    """

    late: bool
    changed: list[FormField] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    outdated: dict[str, Conflict] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_section(
    entry: Entry,
    section: FormSection,
    values: Mapping[str, Value],
    *,
    by: User,
    at: datetime,
    versions: Mapping[str, int],
    turns: Mapping[str, Turn] | None = None,
    yielding: Collection[str] = (),
) -> Saved:
    """Save what was typed, by question key. `versions` says which version each was typed over.

    What cannot be read is kept as typed and reported; what a colleague changed meanwhile stays,
    with the typed words kept beside it, also where the person yields to theirs. After the deadline
    all is kept as a late draft.
    """
    entry = workflow.locked(entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    saved = Saved(late=at >= extensions.closing_instant(entry))
    saving = _Saving(entry, by, at, saved, versions, turns or {}, yielding)
    present = {answer.field_id: answer for answer in entry.answers.filter(field__section=section)}
    still_open = sendbacks.open_fields(entry)
    for question in section.fields.current().exclude(type=FormField.Type.FILE):
        if question.key not in values:
            continue
        stands = present.get(question.pk)
        if still_open is None or question.pk in still_open:
            saving.take(question, values[question.key], stands)
        else:
            saving.leave(question, values[question.key], stands)
    saving.record(section)
    return saved


@transaction.atomic
def restore(kept: AnswerVersion, *, by: User, at: datetime, seen: int) -> None:
    """Take an earlier version up again, as a new one. `seen` is the version that was shown."""
    entry = workflow.locked(kept.entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    present = entry.answers.filter(field=kept.field).first()
    if seen != (present.version if present else 0):
        raise NotAllowed(
            _("This answer was changed after you opened the page, so nothing was restored."),
            next_step=_("Open the history again and look at the newest version first."),
        )
    saved = Saved(late=at >= extensions.closing_instant(entry))
    saving = _Saving(entry, by, at, saved, {}, {}, ())
    saving.write(kept.field, kept.value, present)
    saving.record(kept.field.section)


@dataclass
class _Saving:
    entry: Entry
    by: User
    at: datetime
    saved: Saved
    versions: Mapping[str, int]
    turns: Mapping[str, Turn]
    yielding: Collection[str]

    def take(self, question: FormField, text: Value, present: Answer | None) -> None:
        tidied = typed.tidy(question, text)
        if typed.is_too_long(question, tidied):
            self.saved.problems[question.key] = typed.too_long_words()
            return
        value = typed.readable(question, tidied)
        if problem := typed.problem(question, value):
            self.saved.problems[question.key] = problem
        if value == (present.value if present else ""):
            self.saved.versions[question.key] = present.version if present else 0
        elif present and not self.has_seen(question, present):
            self.keep_beside(question, value, present)
        elif present and question.key in self.yielding:
            self.add_loser(question, value, present)
            self.saved.versions[question.key] = present.version
        else:
            self.write(question, value, present)

    def leave(self, question: FormField, text: Value, present: Answer | None) -> None:
        """The office did not ask for this: what stands stays, other words are kept beside it."""
        value = typed.readable(question, typed.tidy(question, text))
        if value == (present.value if present else ""):
            self.saved.versions[question.key] = present.version if present else 0
            return
        self.saved.problems[question.key] = sendbacks.not_asked_words()
        if typed.is_too_long(question, value):
            return
        if present:
            self.add_loser(question, value, present)
        else:
            self.add_version(question, value, 0, taken=False)

    def has_seen(self, question: FormField, present: Answer) -> bool:
        """Whether the sender knows the present answer: it was shown, or came from the same page."""
        seen = self.versions.get(question.key, 0)
        turn = self.turns.get(question.key)
        if seen >= present.version or not (turn and turn.page):
            return seen == present.version
        newer = self.versions_of(question).filter(taken=True, version__gt=seen)
        own = {"page": turn.page, "saved_by": self.by, "turn__lt": turn.number}
        return not newer.exclude(**own).exists()

    def write(self, question: FormField, value: Value, present: Answer | None) -> None:
        answer = present or Answer(entry=self.entry, field=question, version=0)
        answer.value = value
        answer.version += 1
        answer.changed_by, answer.changed_at = self.by, self.at
        answer.save()
        self.add_version(question, value, answer.version, taken=True)
        self.saved.changed.append(question)
        self.saved.versions[question.key] = answer.version

    def keep_beside(self, question: FormField, value: Value, present: Answer) -> None:
        conflict = Conflict(theirs=present, mine=value)
        seen = self.versions.get(question.key, 0)
        if self.versions_of(question).filter(version=seen, taken=True, value=value).exists():
            self.saved.outdated[question.key] = conflict  # not retyped: only the page is old
            return
        self.saved.conflicts[question.key] = conflict
        self.add_loser(question, value, present)

    def add_loser(self, question: FormField, value: Value, present: Answer) -> None:
        kept = self.versions_of(question).filter(version=present.version, taken=False, value=value)
        if not kept.exists():
            self.add_version(question, value, present.version, taken=False)

    def versions_of(self, question: FormField):
        return AnswerVersion.objects.filter(entry=self.entry, field=question)

    def add_version(self, question: FormField, value: Value, version: int, *, taken: bool) -> None:
        turn = self.turns.get(question.key, Turn())
        AnswerVersion.objects.create(
            entry=self.entry, field=question, version=version, value=value, taken=taken,
            page=turn.page, turn=turn.number, saved_by=self.by, saved_at=self.at,
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
