"""Moving parts and questions up and down, one place at a time."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField, FormSection
from contest_portal.refusals import NotAllowed

from .window import locked, record, refuse_after_closing

Thing = TypeVar("Thing", FormSection, FormField)
UP, DOWN = "up", "down"


@transaction.atomic
def move_question(question: FormField, direction: str, *, by: User, at: datetime) -> bool:
    """Change places with the neighbour; False where there is none."""
    edition = locked(question.section.edition)
    refuse_after_closing(edition, at=at)
    question.section.edition = edition
    moved = _moved(list(question.section.fields.current()), question, direction)
    if moved:
        _refuse_broken_conditions(edition)
        record(audit.Action.QUESTION_MOVED, question, by=by)
    return moved


@transaction.atomic
def move_part(part: FormSection, direction: str, *, by: User, at: datetime) -> bool:
    edition = locked(part.edition)
    refuse_after_closing(edition, at=at)
    part.edition = edition
    moved = _moved(list(edition.sections.current()), part, direction)
    if moved:
        _refuse_broken_conditions(edition)
        record(audit.Action.PART_MOVED, part, by=by)
    return moved


def _moved(things: list[Thing], thing: Thing, direction: str) -> bool:
    place = next((at for at, other in enumerate(things) if other.pk == thing.pk), None)
    if place is None:
        return False
    other = place + (1 if direction == DOWN else -1)
    if not 0 <= other < len(things):
        return False
    things[place], things[other] = things[other], things[place]
    for order, each in enumerate(things, start=1):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])
    return True


def _refuse_broken_conditions(edition) -> None:
    """A question stays behind the one that it depends on; else the move is undone."""
    fields = FormField.objects.current().filter(section__edition=edition, section__retired_at=None)
    for field in fields.exclude(asked_if=None).select_related("section", "asked_if__section"):
        other = field.asked_if
        if (other.section.order, other.order) >= (field.section.order, field.order):
            raise NotAllowed(
                _("“%(label)s” depends on “%(other)s” and must stand after it.")
                % {"label": field.label, "other": other.label},
                next_step=_("Nothing was moved."),
            )
