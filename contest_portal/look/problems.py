"""What is wrong with a form, as links to its fields in the same words as at the field."""

from typing import NamedTuple

from django.forms import BaseForm
from django.forms.boundfield import BoundField


class Problem(NamedTuple):
    """`anchor` is the id to jump to; empty for a problem of the whole form."""

    anchor: str
    label: str
    message: str


def of(form: BaseForm) -> list[Problem]:
    """Problems of the whole form first, then field by field in the order shown."""
    whole = [Problem("", "", message) for message in form.non_field_errors()]
    return whole + [
        Problem(_first_control(field), str(field.label), message)
        for field in form
        for message in field.errors
    ]


def _first_control(field: BoundField) -> str:
    """The id of the control; of a group of choices, its first choice."""
    return field.id_for_label or f"{field.auto_id}_0"
