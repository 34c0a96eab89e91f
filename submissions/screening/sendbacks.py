"""Sending an entry back for more information: what is open, until when, and what came of it.

While an entry is returned only the questions that its send-back names can be changed; what stands
in the others is sent again as it was sent last (`submissions.sending.sendable`).
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import FormField
from contest_portal.refusals import NotAllowed
from submissions import moments, recording
from submissions.models import Entry, OpenQuestion, SendBack, Status, Submission

# Sent last inside the transaction that gives more time, with send_back and by.
send_back_extended = Signal()

Asked = Mapping[FormField, str]


def waiting(entry: Entry) -> SendBack | None:
    """The send-back that the organisation has to answer now."""
    if entry.status != Status.RETURNED:
        return None
    return entry.send_backs.filter(answered_at=None).order_by("due_at").last()


def open_fields(entry: Entry) -> frozenset | None:
    """Keys of the rows of the questions that may be changed; None where all of them may."""
    asked = waiting(entry)
    named = asked.questions.values_list("field", flat=True) if asked else []
    return frozenset(named) or None


def why_closed(entry: Entry, field: FormField) -> NotAllowed | None:
    """Why the answer to this question cannot be changed now; None where it can."""
    still_open = open_fields(entry)
    if still_open is None or field.pk in still_open:
        return None
    return NotAllowed(
        _("“%(question)s” was not sent back: what was sent stays.") % {"question": field.label},
        next_step=_("Change what the office asked for, and send the entry again."),
    )


def not_asked_words() -> str:
    """Beside a control whose question is closed; the typed words are kept in the history."""
    return _("The office did not ask for this one: what was sent stays. Your words are kept.")


def refuse_closed(entry: Entry, field: FormField) -> None:
    if refusal := why_closed(entry, field):
        raise refusal


def send_back(
    entry: Entry, *, by: User | None, at: datetime, note: str, due_at: datetime,
    submission: Submission | None = None, questions: Asked | None = None,
) -> SendBack:  # fmt: skip
    """In the caller's transaction. `questions` are those that become open, each with what is asked
    there; none of them leaves everything open."""
    _refuse_bad_terms(at=at, note=note, due_at=due_at)
    about = submission or entry.last_submission
    sent = SendBack.objects.create(
        entry=entry, about=about, note=note, due_at=due_at, sent_by=by, sent_at=at
    )
    _open(sent, questions or {})
    return sent


def ask_for_more(
    asked: SendBack, *, note: str, due_at: datetime, at: datetime, questions: Asked
) -> SendBack:
    """Add questions to a send-back that waits for its answer; its clock never gets shorter."""
    _refuse_bad_terms(at=at, note=note, due_at=due_at)
    asked.note = f"{asked.note}\n{note}"
    asked.due_at = max(asked.due_at, due_at)
    asked.save(update_fields=["note", "due_at"])
    if asked.questions.exists():  # else everything is open already
        _open(asked, questions)
    return asked


def _open(sent: SendBack, questions: Asked) -> None:
    for field, note in questions.items():
        OpenQuestion.objects.update_or_create(send_back=sent, field=field, defaults={"note": note})


def _refuse_bad_terms(*, at: datetime, note: str, due_at: datetime) -> None:
    if not note.strip():
        raise NotAllowed(_("Write the reason: the organisation will read it."))
    if due_at <= at:
        raise NotAllowed(_("The day to answer by must be in the future."))


def close(entry: Entry, *, at: datetime, answer: Submission) -> None:
    """Submitting again answers whatever was asked, with this version."""
    open_ones = entry.send_backs.filter(answered_at=None).order_by("sent_at")
    if last := open_ones.last():
        open_ones.update(answered_at=at)
        last.answer = answer
        last.save(update_fields=["answer"])


@transaction.atomic
def extend(asked: SendBack, *, due_at: datetime, by: User, at: datetime, reason: str) -> SendBack:
    """Give more time to answer; never less. The organisation is told."""
    asked = SendBack.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not by.may(Permission.SCREEN_ENTRY):
        raise NotAllowed(_("Your role does not include this step."))
    if asked.answered_at:
        raise NotAllowed(_("The organisation has answered already."))
    if due_at <= max(asked.due_at, at):
        raise NotAllowed(
            _("Choose a day after %(moment)s.") % {"moment": moments.closing(max(asked.due_at, at))}
        )
    before, asked.due_at = asked.due_at, due_at
    asked.save(update_fields=["due_at"])
    facts = {"from": before.isoformat(), "to": due_at.isoformat(), "note": reason}
    recording.record(audit.Action.SEND_BACK_EXTENDED, asked.entry, by=by, facts=facts)
    send_back_extended.send(sender=SendBack, send_back=asked, by=by)
    return asked


def first_arrival(entry: Entry) -> datetime | None:
    """When the entry arrived: an answer to a send-back never makes it later."""
    earliest = entry.send_backs.exclude(about=None).order_by("about__arrived_at").first()
    last = entry.last_submission
    if earliest:
        return earliest.about.arrived_at
    return last.arrived_at if last else None
