"""What an entry holds now: its form's parts and questions, with answers, files and problems."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField, FormSection

from . import typed
from .models import Answer, Attachment, Entry


class Progress(StrEnum):
    EMPTY = "empty"
    STARTED = "started"
    TO_CORRECT = "to_correct"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Item:
    """One question and what stands there."""

    field: FormField
    answer: Answer | None = None
    attachment: Attachment | None = None

    @property
    def type(self) -> str:
        return self.field.type

    @property
    def value(self) -> str:
        return self.answer.value if self.answer else ""

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def is_file(self) -> bool:
        return self.field.type == FormField.Type.FILE

    @property
    def is_blank(self) -> bool:
        return not (self.attachment if self.is_file else self.value)

    @cached_property
    def problem(self) -> str:
        """What is wrong with what stands there; nothing is wrong with a blank."""
        return "" if self.is_file else typed.problem(self.field, self.value)

    @property
    def blocks(self) -> str:
        """Why this question keeps the entry from being submitted; "" where it does not."""
        if self.is_blank and self.field.required:
            return _("No file yet") if self.is_file else _("Not answered yet")
        return self.problem


@dataclass(frozen=True)
class Part:
    """A section of the form with its questions."""

    section: FormSection
    items: list[Item]

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


def read(entry: Entry) -> list[Part]:
    """The entry's parts in the form's order. Three queries, whatever the form's size."""
    answers = {answer.field_id: answer for answer in entry.answers.all()}
    files = {file.field_id: file for file in entry.attachments.current()}
    parts: dict[FormSection, list[Item]] = {}
    for field in fields_of(entry):
        item = Item(field, answers.get(field.pk), files.get(field.pk))
        parts.setdefault(field.section, []).append(item)
    return [Part(section, items) for section, items in parts.items()]


def fields_of(entry: Entry):
    fields = FormField.objects.filter(section__edition=entry.edition_id)
    return fields.select_related("section").order_by("section__order", "order")


def blocking(parts: list[Part]) -> list[tuple[Part, Item]]:
    """Everything that keeps the entry from being submitted."""
    return [(part, item) for part in parts for item in part.blocking]


def title(parts: list[Part]) -> str:
    """The answer that means the title; "" while there is none."""
    for part in parts:
        for item in part.items:
            if item.field.means == FormField.Means.TITLE:
                return item.value
    return ""
