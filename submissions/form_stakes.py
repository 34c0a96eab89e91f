"""Entries that may still change, as the editor of the form needs them: see editions.stakes."""

from collections.abc import Iterable

from contest_portal.editions import stakes
from contest_portal.editions.models import Edition, FormField

from .models import Answer, Attachment, Entry
from .sending.steps import WRITABLE


def written(edition: Edition, fields: Iterable[FormField]) -> list[stakes.Written]:
    """Every entry of the edition that its people may still change. Three queries."""
    keys = [field.pk for field in fields]
    entries = Entry.objects.in_edition(edition).filter(status__in=WRITABLE)
    values: dict[object, dict] = {}
    answers = Answer.objects.filter(field__in=keys, entry__in=entries).exclude(value="")
    for entry, field, value in answers.values_list("entry", "field", "value"):
        values.setdefault(entry, {})[field] = value
    files = Attachment.objects.current().filter(field__in=keys, entry__in=entries)
    for entry, field in files.values_list("entry", "field"):
        values.setdefault(entry, {})[field] = "file"
    return [
        stakes.Written(entry.category, values.get(entry.pk, {}))
        for entry in entries.select_related("category")
    ]


def register() -> None:
    stakes.register(written)
