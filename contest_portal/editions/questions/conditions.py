"""Conditions: a question asked, or required, only when an earlier one has a certain answer."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField

from . import kind_of
from .choices import OTHER, words_of
from .kind import Value


class State(NamedTuple):
    asked: bool
    needed: bool


def judge(answered: Iterable[tuple[FormField, Value, bool]]) -> dict[UUID, State]:
    """Of every question (with its value, and whether that is blank), in the order of the form.

    The answer to a question that is not asked itself counts as none, so does a retired one's.
    """
    states: dict[UUID, State] = {}
    holding: dict[UUID, tuple[FormField, Value]] = {}
    for field, value, is_blank in answered:
        holds = _holds(field, holding)
        asks = field.asked_if_effect == FormField.Effect.ASK
        asked = holds or not asks
        states[field.pk] = State(asked, needed=field.required and holds)
        if asked and not is_blank:
            holding[field.pk] = (field, value)
    return states


def _holds(field: FormField, holding: dict[UUID, tuple[FormField, Value]]) -> bool:
    if field.asked_if_id is None:
        return True
    if field.asked_if_id not in holding:
        return False
    other, value = holding[field.asked_if_id]
    wanted = set(field.asked_if_answers)
    return not wanted or bool(wanted & kind_of(other).chosen(value))


def is_on_its_page(field: FormField) -> bool:
    """Whether the question that decides stands on the same page, where a script may follow it."""
    return field.asked_if is None or field.asked_if.section_id == field.section_id


def words(field: FormField) -> str:
    """The condition as a person reads it; "" where there is none."""
    other = field.asked_if
    if other is None:
        return ""
    wanted = [said for key, said in _answers_of(other) if key in field.asked_if_answers]
    facts = {"question": other.label, "answers": _(" or ").join(f"“{said}”" for said in wanted)}
    requires = field.asked_if_effect == FormField.Effect.REQUIRE
    if not wanted:
        return (
            _("Must be answered once “%(question)s” has an answer.") % facts
            if requires
            else _("Answer this once “%(question)s” has an answer.") % facts
        )
    if requires:
        return _("Must be answered if “%(question)s” is %(answers)s.") % facts
    return _("Answer this only if “%(question)s” is %(answers)s.") % facts


def _answers_of(field: FormField) -> list[tuple[str, str]]:
    return [*((key, said) for key, said, _retired in words_of(field)), (OTHER, _("Other"))]
