"""Which step a province owes next, by when, and how many working days it is late."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contest_portal.thai.shown import thai_short_date
from notifications.models import Acknowledgement

from .plan import Calendar

Answer = Acknowledgement.Answer


class Step(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", _("Acknowledge the letter")
    FORWARD = "forward", _("Pass the letter on")
    TELL = "tell", _("Tell every LAO")


class Rung(models.IntegerChoices):
    """How far an unanswered letter has climbed."""

    MAIL = 0, _("Reminders by mail")
    SECOND_CONTACT = 1, _("Second mailbox")
    CALL = 2, _("By telephone")
    HEAD = 3, _("Head of department")


@dataclass(frozen=True)
class Owed:
    """`late` counts working days after `due`; 0 while there is time."""

    step: Step
    due: date
    late: int
    rung: Rung = Rung.MAIL

    @property
    def words(self) -> str:
        if self.late:
            return LATE[self.step](self.late)
        return IN_TIME[self.step]() % {"day": thai_short_date(self.due)}


def owed(
    answer: Acknowledgement | None,
    calendar: Calendar,
    *,
    forwarded: bool,
    told_all: bool,
    today: date,
) -> Owed | None:
    """The first step of the chain that is not done; None where nothing is owed any more."""
    if answer is None:
        late = calendar.days_late(calendar.acknowledge_by, today)
        rung = rung_of(calendar, today=today)
        return Owed(Step.ACKNOWLEDGE, calendar.acknowledge_by, late, rung)
    if answer.answer == Answer.NOT_OURS or told_all:
        return None
    if not forwarded:
        due = calendar.forward_by
        return Owed(Step.FORWARD, due, calendar.days_late(due, today))
    return Owed(Step.TELL, calendar.tell_by, calendar.days_late(calendar.tell_by, today))


def rung_of(calendar: Calendar, *, today: date) -> Rung:
    """Where a letter stands that nobody has answered up to this day."""
    if today >= calendar.head_on:
        return Rung.HEAD
    if today >= calendar.call_on:
        return Rung.CALL
    return Rung.SECOND_CONTACT if today >= calendar.second_contact_on else Rung.MAIL


def _not_acknowledged(days: int) -> str:
    words = ngettext(
        "Not acknowledged, %(days)d working day late",
        "Not acknowledged, %(days)d working days late", days,
    )  # fmt: skip
    return words % {"days": days}


def _not_forwarded(days: int) -> str:
    words = ngettext(
        "Not passed on, %(days)d working day late",
        "Not passed on, %(days)d working days late", days,
    )  # fmt: skip
    return words % {"days": days}


def _not_told(days: int) -> str:
    words = ngettext(
        "Not every LAO told, %(days)d working day late",
        "Not every LAO told, %(days)d working days late", days,
    )  # fmt: skip
    return words % {"days": days}


LATE = {
    Step.ACKNOWLEDGE: _not_acknowledged,
    Step.FORWARD: _not_forwarded,
    Step.TELL: _not_told,
}
IN_TIME = {
    Step.ACKNOWLEDGE: lambda: gettext("To be acknowledged by %(day)s"),
    Step.FORWARD: lambda: gettext("To be passed on by %(day)s"),
    Step.TELL: lambda: gettext("Every LAO to be told by %(day)s"),
}
