"""What an officer finds when screening: criteria one by one, and the finding that follows.

An entry is eligible when every criterion of the edition is fulfilled, and not eligible when at
least one is not; what cannot be told is asked of the organisation by sending the entry back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from submissions.models import (
    Entry,
    ScreeningCheck,
    ScreeningCriterion,
    ScreeningMark,
    Status,
    Submission,
)
from submissions.recording import record

from . import desk, sendbacks


class ReadAnOlderVersion(NotAllowed):
    """The LAO submitted again while the officer was reading."""


@dataclass(frozen=True)
class Given:
    """What an officer answered to one criterion: a `ScreeningMark.Answer`, and a note."""

    answer: str
    note: str = ""


@transaction.atomic
def mark(
    submission: Submission, given: Mapping[ScreeningCriterion, Given], *, by: User, at: datetime
) -> None:
    """Keep the officer's answers about one version; the same answer again changes nothing."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=submission.entry_id)
    _refuse_to_mark(entry, submission, by)
    desk.refuse_if_held_by_other(entry, by=by)
    present = {mark.criterion_id: mark for mark in submission.screening_marks.all()}
    changed = [
        criterion.key
        for criterion, answer in given.items()
        if _keep(present.get(criterion.pk), submission, criterion, answer, by, at)
    ]
    if changed:
        desk.take_up(entry, by=by, at=at)
        facts = {"receipt": submission.number, "criteria": changed}
        record(audit.Action.SCREENING_MARKED, entry, by=by, facts=facts)


def _refuse_to_mark(entry: Entry, submission: Submission, by: User) -> None:
    if not by.may(Permission.SCREEN_ENTRY):
        raise NotAllowed(_("Your role does not include this step."))
    if entry.status != Status.SUBMITTED:
        raise NotAllowed(
            _("This entry is now “%(status)s”, so this step cannot be taken.")
            % {"status": Status(entry.status).label}
        )
    _refuse_unless_last(entry, submission)


def _keep(present: ScreeningMark | None, submission: Submission, criterion: ScreeningCriterion,
          given: Given, by: User, at: datetime) -> bool:  # fmt: skip
    """Whether anything changed."""
    if present and (present.answer, present.note) == (given.answer, given.note):
        return False
    ScreeningMark.objects.update_or_create(
        submission=submission,
        criterion=criterion,
        defaults={
            "answer": given.answer, "note": given.note, "marked_by": by, "marked_at": at,
        },
    )  # fmt: skip
    return True


def why_not_eligible(entry: Entry, submission: Submission) -> str:
    """Why the criteria do not let the entry be found eligible; "" where they do."""
    answers = _answers(submission)
    criteria = list(entry.edition.screening_criteria.all())
    missing = [criterion for criterion in criteria if criterion.pk not in answers]
    if missing:
        return _("Not every criterion is answered yet.")
    if any(answers[criterion.pk] != ScreeningMark.Answer.YES for criterion in criteria):
        return _("Not every criterion is fulfilled.")
    return ""


def why_not_ineligible(entry: Entry, submission: Submission) -> str:
    """Why the criteria do not let it be found not eligible; "" where they do."""
    if not entry.edition.screening_criteria.exists():
        return ""
    if ScreeningMark.Answer.NO in _answers(submission).values():
        return ""
    return _("No criterion is answered with no.")


def _answers(submission: Submission) -> dict[int, str]:
    return dict(submission.screening_marks.values_list("criterion", "answer"))


def send_back(
    entry: Entry, *, by: User, at: datetime, note: str, due_at: datetime,
    submission: Submission | None = None, questions: sendbacks.Asked | None = None,
) -> None:  # fmt: skip
    last = _refuse_unless_last(entry, submission)
    desk.refuse_if_held_by_other(entry, by=by)
    sendbacks.send_back(
        entry, by=by, at=at, note=note, due_at=due_at, submission=last, questions=questions
    )


def find_eligible(
    entry: Entry, *, by: User, at: datetime, note: str, submission: Submission | None = None
) -> None:
    last = _refuse_unless_last(entry, submission)
    if reason := why_not_eligible(entry, last):
        raise NotAllowed(reason, next_step=_("Answer each criterion first."))
    _find(entry, last, by=by, at=at, note=note, eligible=True)


def find_ineligible(
    entry: Entry, *, by: User, at: datetime, note: str, submission: Submission | None = None
) -> None:
    last = _refuse_unless_last(entry, submission)
    if not note.strip():
        raise NotAllowed(_("Write the reason: the organisation will read it."))
    if reason := why_not_ineligible(entry, last):
        raise NotAllowed(reason, next_step=_("Answer each criterion first."))
    _find(entry, last, by=by, at=at, note=note, eligible=False)


def _find(entry: Entry, last: Submission, *, by: User, at: datetime, note: str,
          eligible: bool) -> None:  # fmt: skip
    desk.refuse_if_held_by_other(entry, by=by)
    ScreeningCheck.objects.create(
        submission=last, eligible=eligible, note=note, screened_by=by, screened_at=at
    )


def reopen(entry: Entry, *, by: User, at: datetime, note: str) -> None:
    """Take a finding back, with a reason that the organisation reads."""
    if not note.strip():
        raise NotAllowed(_("Write the reason: the organisation will read it."))
    reopen_finding(entry, by=by, at=at, note=note)


def reopen_finding(entry: Entry, *, by: User | None, at: datetime, note: str) -> None:
    """Mark the present finding as taken back; nothing where there is none."""
    present = ScreeningCheck.objects.filter(submission__entry=entry, reopened_at=None)
    present.update(reopened_by=by, reopened_at=at, reopen_reason=note)


def _refuse_unless_last(entry: Entry, submission: Submission | None) -> Submission:
    last = entry.last_submission
    if submission and submission != last:
        raise ReadAnOlderVersion(
            _("The organisation sent a newer version while you were reading."),
            next_step=_("Read the newer version, then decide."),
        )
    return last


RECORDS = {
    "return": send_back,
    "find_eligible": find_eligible,
    "find_ineligible": find_ineligible,
    "reopen": reopen,
}
