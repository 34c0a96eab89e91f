"""A judge asks the officers about an entry from its score sheet; one of them answers, once.

The organisation whose entry it is learns of neither. From the moment of a conflict nobody answers
any more: an answer, and the mail about it, would tell the judge that the entry exists.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Inquiry, Round, Sheet
from judging.rounds.window import refuse_when_closed

PRESSED_TWICE = timedelta(minutes=1)

# Both are sent last inside the transaction; with inquiry, and `people` who are to answer.
inquiry_asked = Signal()
inquiry_answered = Signal()


def of_round(round_: Round, user: User) -> QuerySet[Inquiry]:
    """Questions from the round's sheets that this person may read."""
    return Inquiry.objects.readable_by(user).filter(sheet__assignment__judge__round=round_)


@transaction.atomic
def ask(sheet: Sheet, text: str, *, by: User, at: datetime) -> Inquiry:
    """About the own sheet, while the round is open. The same words twice within a minute are one
    question. Raises NotAllowed, and Sheet.DoesNotExist where the sheet is not `by`'s to see."""
    text = text.strip()
    if not text:
        raise NotAllowed(_("Write what you want to know."))
    Sheet.objects.select_for_update().only("pk").get(pk=sheet.pk)  # two presses, one by one
    sheet = Sheet.objects.visible_to(by).with_round().get(pk=sheet.pk)
    refuse_when_closed(sheet.round, at)
    same = sheet.inquiries.filter(text=text, asked_at__gt=at - PRESSED_TWICE).first()
    if same:
        return same
    asked = Inquiry.objects.create(sheet=sheet, text=text, asked_at=at)
    _record(audit.Action.INQUIRY_ASKED, asked, by=by, facts={"text": text})
    inquiry_asked.send(sender=Inquiry, inquiry=asked, people=_whom_to_ask(sheet))
    return asked


def _whom_to_ask(sheet: Sheet) -> list[User]:
    """Whoever invited the judge. Other officers see on the panel's page that a question waits."""
    officer = sheet.assignment.judge.invited_by
    return [officer] if officer and officer.is_active else []


@transaction.atomic
def answer(inquiry: Inquiry, text: str, *, by: User, at: datetime) -> Inquiry:
    """Raises NotAllowed when it is answered already, or when the judge may not read it any more."""
    text = text.strip()
    if not text:
        raise NotAllowed(_("Write the answer: the judge reads it, and it stays on record."))
    Round.objects.lock(inquiry.sheet.assignment.judge.round_id)  # no conflict meanwhile
    inquiry = Inquiry.objects.with_reach().for_reading().get(pk=inquiry.pk)
    _refuse_unanswerable(inquiry)
    inquiry.answer, inquiry.answered_by, inquiry.answered_at = text, by, at
    inquiry.save(update_fields=["answer", "answered_by", "answered_at"])
    _record(audit.Action.INQUIRY_ANSWERED, inquiry, by=by, facts={"answer": text})
    inquiry_answered.send(sender=Inquiry, inquiry=inquiry, judge=inquiry.sheet.assignment.judge)
    return inquiry


def _refuse_unanswerable(inquiry: Inquiry) -> None:
    if inquiry.answered_at:
        raise NotAllowed(
            _("This question is answered already. Your answer is not stored."),
            next_step=_(
                "Read the answer that stands. If something is missing, write to the judge."
            ),
        )
    if not inquiry.reaches_judge:
        raise NotAllowed(
            _("The judge no longer reads this entry, so nobody can receive the answer."),
            next_step=_("Leave the question as it is; it stays on record."),
        )


def _record(action: audit.Action, inquiry: Inquiry, *, by: User, facts: dict) -> None:
    sheet = inquiry.sheet
    facts = {"inquiry": str(inquiry.pk), **facts}
    audit.record(action, sheet, by=by, edition=sheet.edition.slug, facts=facts)
