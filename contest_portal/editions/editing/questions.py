"""Adding, changing and retiring a question."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions import stakes
from contest_portal.editions.models import FormField
from contest_portal.editions.questions import kind_of
from contest_portal.editions.stakes import Stakes
from contest_portal.refusals import NotAllowed

from .window import (
    facts_of,
    locked,
    only_words_differ,
    record,
    refuse_after_closing,
    refuse_older,
)


class Accept(NotAllowed):
    """The change does something to entries that are being written: the organiser must agree."""

    def __init__(self, found: Stakes) -> None:
        super().__init__(
            _("This change touches entries that are being written."),
            next_step=_("Read what happens, then save again to go through with it."),
        )
        self.stakes = found


@transaction.atomic
def save_question(
    question: FormField, *, version: int, by: User, at: datetime, accepted: bool = False
) -> FormField:
    """Write a new question, or one as it was changed over the version that was seen.

    Raises Accept, with what would happen, until the organiser agrees; ChangedMeanwhile; NotNow;
    NotAllowed where the rules make no sense or would make answers unreadable.
    """
    edition = locked(question.section.edition)
    question.section.edition = edition
    is_new = question._state.adding
    stored = None if is_new else _stored(question)
    if not is_new:
        refuse_older(stored, version)
    words_only = stored is not None and only_words_differ(facts_of(stored), facts_of(question))
    if not words_only:
        refuse_after_closing(edition, at=at)
        if wrong := why_not(stored, question):
            raise NotAllowed(wrong)
        found = stakes.of_change(stored, question)
        if not (found.is_nothing or accepted):
            raise Accept(found)
    question.version = stored.version + 1 if stored else 1
    question.save()
    action = audit.Action.QUESTION_ADDED if is_new else audit.Action.QUESTION_CHANGED
    record(action, question, by=by, before=facts_of(stored) if stored else None)
    return question


def _stored(question: FormField) -> FormField | None:
    fields = FormField.objects.select_related("asked_if", "section")
    return fields.filter(pk=question.pk).first()


def why_not(stored: FormField | None, question: FormField) -> str:
    """Why the question cannot be asked like this; "" where it can."""
    return (
        kind_of(question).wrong_rules(question)
        or _wrong_condition(question)
        or (_breaks(stored, question) if stored else "")
    )


def _wrong_condition(question: FormField) -> str:
    other = question.asked_if
    if other is None:
        return ""
    if (other.section.order, other.order) >= (question.section.order, question.order):
        return _("A question can depend only on one that stands before it.")
    return ""


def _breaks(stored: FormField, question: FormField) -> str:
    number = stakes.answered(stored)
    if not number:
        return ""
    if stored.type != question.type:
        return _(
            "%(number)s entries have answered already, so the type stays as it is. To ask it in "
            "another way, retire this question and add a new one: the answers are kept."
        ) % {"number": number}
    return kind_of(question).breaks_answers(stored, question)


@transaction.atomic
def retire_question(question: FormField, *, version: int, by: User, at: datetime) -> None:
    """Ask it no more. Its answers are kept, and stand on receipts as before."""
    edition = locked(question.section.edition)
    refuse_after_closing(edition, at=at)
    stored = FormField.objects.select_related("section").get(pk=question.pk)
    stored.section.edition = edition
    refuse_older(stored, version)
    refuse_while_needed([stored])
    before = facts_of(stored)
    stored.retired_at, stored.version = at, stored.version + 1
    stored.save(update_fields=["retired_at", "version"])
    record(audit.Action.QUESTION_RETIRED, stored, by=by, before=before)


def refuse_while_needed(questions: list[FormField]) -> None:
    """While another question is asked only because of one of these, they stay."""
    going = [question.pk for question in questions]
    waiting = FormField.objects.current().filter(asked_if__in=going, section__retired_at=None)
    if dependent := waiting.exclude(pk__in=going).first():
        raise NotAllowed(
            _("“%(label)s” is asked depending on this one.") % {"label": dependent.label},
            next_step=_("Take that condition out first, or retire that question."),
        )
