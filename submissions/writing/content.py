"""What an entry holds now: its form's parts and questions, with answers, files and problems."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField, FormSection
from contest_portal.editions.questions import conditions, kind_of
from contest_portal.editions.questions.kind import Printed, Value
from submissions.models import Answer, Attachment, Entry, Upload

from . import typed


class Progress(StrEnum):
    EMPTY = "empty"
    STARTED = "started"
    TO_CORRECT = "to_correct"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Item:
    """One question and what stands there.

    `is_asked` is whether its condition holds; `is_needed`, whether it must be answered as things
    are. What stands under a question that is not asked is kept, but not sent.
    """

    field: FormField
    answer: Answer | None = None
    attachments: tuple[Attachment, ...] = ()
    uploads: tuple[Upload, ...] = ()
    refused: tuple[Upload, ...] = ()
    is_asked: bool = True
    is_needed: bool = False

    @property
    def type(self) -> str:
        return self.field.type

    @property
    def value(self) -> Value:
        return self.answer.value if self.answer else ""

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def is_file(self) -> bool:
        return self.field.type == FormField.Type.FILE

    @property
    def attachment(self) -> Attachment | None:
        """The newest file."""
        return self.attachments[-1] if self.attachments else None

    @property
    def is_blank(self) -> bool:
        """A file that was named counts: its bytes may follow."""
        return not (self.attachments or self.uploads if self.is_file else self.value)

    @property
    def printed(self) -> Printed:
        """The answer in words that need no question beside them, in the reader's language."""
        return kind_of(self.field).printed(self.field, self.value)

    @cached_property
    def problem(self) -> str:
        """What is wrong with what stands there; nothing is wrong with a blank."""
        return "" if self.is_file else typed.problem(self.field, self.value)

    @property
    def blocks(self) -> str:
        """Why this question keeps the entry from being submitted; "" where it does not."""
        if self.is_blank and self.is_needed:
            return _("No file yet") if self.is_file else _("Not answered yet")
        if any(file.is_locked for file in self.attachments):
            return _("Take out the file that nobody can open")
        return self.problem

    @property
    def is_needed_now(self) -> bool:
        """Whether it keeps the person from going on to the next part."""
        return self.is_needed and self.field.required_now and self.is_blank


@dataclass(frozen=True)
class Part:
    """A section of the form with its questions: all that its page shows, and those asked now."""

    section: FormSection
    on_page: list[Item]

    @property
    def items(self) -> list[Item]:
        return [item for item in self.on_page if item.is_asked]

    @property
    def progress(self) -> Progress:
        if any(item.problem for item in self.items):
            return Progress.TO_CORRECT
        if all(item.is_blank for item in self.items):
            return Progress.EMPTY
        return Progress.STARTED if any(item.blocks for item in self.items) else Progress.COMPLETE

    @property
    def blocking(self) -> list[Item]:
        return [item for item in self.items if item.blocks]

    @property
    def needed_now(self) -> dict[str, str]:
        """Words by the key of each question that must be answered before the next part."""
        words = _("Answer this before you go on.")
        return {item.field.key: words for item in self.items if item.is_needed_now}


def read(entry: Entry) -> list[Part]:
    """The entry's parts in the form's order. Four queries, whatever the form's size."""
    answers = {answer.field_id: answer for answer in entry.answers.all()}
    files = _by_field(entry.attachments.current())
    shown = list(entry.uploads.shown().select_related("started_by"))
    uploads = _by_field(upload for upload in shown if not upload.refused_at)
    refused = _by_field(upload for upload in shown if upload.refused_at)
    items = [
        Item(
            field, answers.get(field.pk), tuple(files.get(field.pk, ())),
            tuple(uploads.get(field.pk, ())), tuple(refused.get(field.pk, ())),
        )
        for field in fields_of(entry)
    ]  # fmt: skip
    parts: dict[FormSection, list[Item]] = {}
    for item in _judged(items):
        parts.setdefault(item.field.section, []).append(item)
    return [Part(section, on_page) for section, on_page in parts.items()]


def _by_field(rows: Iterable) -> dict[object, list]:
    found: dict[object, list] = {}
    for row in rows:
        found.setdefault(row.field_id, []).append(row)
    return found


def _judged(items: list[Item]) -> list[Item]:
    """Each item with what the conditions decide, without those that its page does not show.

    A question whose condition stands on another page and does not hold is not shown at all.
    """
    states = conditions.judge([(item.field, item.value, item.is_blank) for item in items])
    judged = [
        replace(item, is_asked=states[item.field.pk].asked, is_needed=states[item.field.pk].needed)
        for item in items
    ]
    return [item for item in judged if item.is_asked or conditions.is_on_its_page(item.field)]


def fields_of(entry: Entry) -> list[FormField]:
    """The questions that the form asks an entry of its category."""
    fields = FormField.objects.current().filter(section__edition=entry.edition_id)
    shown = fields.filter(section__retired_at=None).select_related("section", "asked_if")
    category = entry.category
    asked = [
        field for field in shown.order_by("section__order", "order")
        if field.is_asked_of(category) and field.section.is_asked_of(category)
    ]  # fmt: skip
    for field in asked:
        field.section.edition = entry.edition
    return asked


def no_longer_asked(entry: Entry) -> list[Item]:
    """Answers to questions that the organiser has retired since."""
    answers = entry.answers.exclude(value="").select_related("field__section")
    retired = answers.exclude(field__retired_at=None, field__section__retired_at=None)
    return [Item(answer.field, answer) for answer in retired.order_by("field__retired_at")]


def blocking(parts: list[Part]) -> list[tuple[Part, Item]]:
    """Everything that keeps the entry from being submitted."""
    return [(part, item) for part in parts for item in part.blocking]


def title(parts: list[Part]) -> str:
    """The answer that means the title; "" while there is none."""
    for part in parts:
        for item in part.items:
            if item.field.means == FormField.Means.TITLE:
                return str(item.value)
    return ""


def meanings(parts: list[Part]) -> dict[str, Value]:
    """What the answers say about the work, by FormField.Means: text, numbers as text, ISO dates."""
    found: dict[str, Value] = {}
    for part in parts:
        for item in part.items:
            found |= kind_of(item.field).meanings(item.field, item.value)
    return found
