"""What a person typed, read as what the question asks for.

`read` gives the form that is stored: text without controls, ASCII numbers, ISO dates. Reading a
stored value again gives the same value. What cannot be read is kept as typed and explained. The
types themselves are in editions.questions.
"""

from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from contest_portal.editions.questions import LONGEST_TEXT, Unclear, kind_of
from contest_portal.editions.questions.kind import Value


def sent(field: FormField, data, name: str) -> Value | None:
    """What a page sent for the question under a name; None where it was not on the page."""
    return kind_of(field).sent(field, data, name)


def tidy(field: FormField, typed: Value) -> Value:
    """What was typed as it may be kept, whatever it says."""
    return kind_of(field).tidy(field, typed)


def read(field: FormField, tidied: Value) -> Value:
    """The stored form of what is tidy; "" stays "". Raises Unclear."""
    return kind_of(field).read(field, tidied)


def readable(field: FormField, tidied: Value) -> Value:
    """The stored form, or what is tidy as it was typed where it cannot be read."""
    try:
        return read(field, tidied)
    except Unclear:
        return tidied


def can_stand_together(field: FormField) -> bool:
    """Whether two answers may be kept one after the other: two texts, never two dates."""
    return kind_of(field).can_have_budget


def is_too_long(field: FormField, value: Value) -> bool:
    return kind_of(field).length(value) > LONGEST_TEXT


def problem(field: FormField, value: Value) -> str:
    """Why a kept value could not be submitted, in words for the person; "" where it could."""
    return kind_of(field).problem(field, value)


def too_long_words() -> str:
    return _("Too long to keep: at most %(most)s characters. Shorten it, then save again.") % {
        "most": f"{LONGEST_TEXT:,}"
    }
