"""A stored answer in the words a person reads, as plain text: for versions and what differs."""

from contest_portal.editions.models import FormField
from contest_portal.editions.questions import kind_of
from contest_portal.editions.questions.kind import Value


def of(field: FormField, value: Value) -> str:
    """Dates in words, the words of a choice, and what cannot be read as it was typed."""
    kind = kind_of(field)
    return kind.words(kind.printed(field, value)) if value else ""
