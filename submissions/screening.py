"""What an officer finds when screening: eligible, not eligible, or sent back with its own clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed

from .models import Entry, ScreeningCheck, SendBack, Submission


class ReadAnOlderVersion(NotAllowed):
    """The LAO submitted again while the officer was reading."""


def send_back(
    entry: Entry, *, by: User, at: datetime, note: str, due_at: datetime,
    submission: Submission | None = None,
) -> None:  # fmt: skip
    _refuse_unless_last(entry, submission)
    _refuse_without_reason(note)
    if due_at <= at:
        raise NotAllowed(_("The day to answer by must be in the future."))
    SendBack.objects.create(entry=entry, note=note, due_at=due_at, sent_by=by, sent_at=at)


def find_eligible(
    entry: Entry, *, by: User, at: datetime, note: str, submission: Submission | None = None
) -> None:
    _find(entry, by=by, at=at, note=note, submission=submission, eligible=True)


def find_ineligible(
    entry: Entry, *, by: User, at: datetime, note: str, submission: Submission | None = None
) -> None:
    _refuse_without_reason(note)
    _find(entry, by=by, at=at, note=note, submission=submission, eligible=False)


def _find(entry: Entry, *, by: User, at: datetime, note: str, submission: Submission | None,
          eligible: bool) -> None:  # fmt: skip
    last = _refuse_unless_last(entry, submission)
    ScreeningCheck.objects.create(
        submission=last, eligible=eligible, note=note, screened_by=by, screened_at=at
    )


def close_send_backs(entry: Entry, *, at: datetime) -> None:
    """Submitting again answers whatever was asked."""
    entry.send_backs.filter(answered_at=None).update(answered_at=at)


def _refuse_unless_last(entry: Entry, submission: Submission | None) -> Submission:
    last = entry.last_submission
    if submission and submission != last:
        raise ReadAnOlderVersion(
            _("The organisation sent a newer version while you were reading."),
            next_step=_("Read the newer version, then decide."),
        )
    return last


def _refuse_without_reason(note: str) -> None:
    if not note.strip():
        raise NotAllowed(_("Write the reason: the organisation will read it."))


RECORDS = {
    "return": send_back,
    "find_eligible": find_eligible,
    "find_ineligible": find_ineligible,
}
