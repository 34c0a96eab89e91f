"""Every change of an entry's status: lock, read again, ask, write, record, tell."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import Category, Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from submissions.models import Entry, SendBack, Status, Submission
from submissions.recording import record
from submissions.screening import findings, sendbacks

from . import receipts, steps
from .steps import STEPS

# Sent last inside the transaction of every step that changes the status, with
# entry, step, submission (or None), by and note.
entry_advanced = Signal()
# Sent with entry, by: last, inside the transaction.
entry_started = Signal()


def why_not(entry: Entry, step: str, *, by: User, at: datetime) -> str | None:
    """Why the person may not take the step now; None when they may."""
    return why_not_in(steps.Case(entry, by, at), step)


def why_not_in(case: steps.Case, step: str) -> str | None:
    """The same where several steps are asked about at once."""
    refusal = steps.refusal_in(case, STEPS[step])
    return str(refusal) if refusal else None


def refuse_page_unless_allowed(entry: Entry, step: str, *, by: User, at: datetime) -> None:
    """For a page that is only looked at, before anything is sent."""
    if refusal := steps.refusal(entry, STEPS[step], by=by, at=at):
        raise refusal


def refuse_unless_allowed(entry: Entry, step: str, *, by: User, at: datetime) -> None:
    """For a request that wants the step taken."""
    if refusal := steps.refusal(entry, STEPS[step], by=by, at=at):
        raise _of_a_request(refusal, at)


def _of_a_request(refusal: NotAllowed, at: datetime) -> NotAllowed:
    return refusal.of_a_request(at) if isinstance(refusal, steps.TooLate) else refusal


def locked(entry: Entry) -> Entry:
    """The entry as it is now; nobody else changes it until the transaction ends.

    PostgreSQL locks the row. SQLite ignores that, but its transactions are IMMEDIATE: the
    database has one writer.
    """
    related = ("edition__organiser", "lao__province", "lao__amphoe", "category")
    return Entry.objects.select_for_update(of=("self",)).select_related(*related).get(pk=entry.pk)


def why_nobody_starts(
    edition: Edition, laos: Iterable[LAO], *, by: User, at: datetime
) -> NotAllowed | None:
    """Why an entry of none of these organisations can be begun now; None where one can."""
    drafts = [Entry(edition=edition, lao=lao) for lao in laos]
    refusals = [steps.within_the_deadline(steps.Case(draft, by, at)) for draft in drafts]
    return refusals[-1] if refusals and all(refusals) else None


@transaction.atomic
def start(edition: Edition, lao: LAO, category: Category, *, by: User, at: datetime) -> Entry:
    """Begin an entry; the person's own untouched draft of the same kind is taken up again."""
    draft = Entry(edition=edition, lao=lao, category=category, started_by=by, started_at=at)
    if not by.memberships.current().filter(lao=lao).exists():
        raise NotAllowed(_("This organisation is not one you work for."))
    if late := steps.within_the_deadline(steps.Case(draft, by, at)):
        raise _of_a_request(late, at)
    same = Entry.objects.filter(edition=edition, lao=lao, category=category, started_by=by)
    nothing = {"answers": None, "attachments": None, "uploads": None}
    untouched = same.filter(status=draft.status, **nothing).first()
    if untouched:
        return untouched
    draft.save()
    record(audit.Action.ENTRY_STARTED, draft, by=by)
    entry_started.send(sender=Entry, entry=draft, by=by)
    return draft


@transaction.atomic
def submit(entry: Entry, *, by: User, at: datetime, key: str, doubtful: bool = False) -> Submission:
    """Freeze what the entry holds now. The same key, or unchanged content, gives the same receipt.

    `key` is made by the page that shows the button, so that a double click or a retry submits once.
    `doubtful` marks an arrival that our own clock had to tell.
    """
    entry = locked(entry)
    case = steps.Case(entry, by, at)
    if stranger := steps.stranger(case, STEPS["submit"]):
        raise stranger
    if earlier := receipts.already_issued(entry, case.parts, key=key):
        return earlier
    if refusal := steps.refusal_of_own(case, STEPS["submit"]):
        raise _of_a_request(refusal, at)
    submission = receipts.issue(entry, case.parts, by=by, at=at, key=key, doubtful=doubtful)
    sendbacks.close(entry, at=at, answer=submission)
    _arrive(entry, "submit", by=by, submission=submission, facts={"receipt": submission.number})
    return submission


@transaction.atomic
def advance(entry: Entry, step: str, *, by: User, at: datetime, note: str = "", **facts) -> Entry:
    """Take any step but submitting. `return` needs `due_at` and takes the `questions` it opens;
    findings and returns take `submission`, the one the officer read: a newer one is refused."""
    entry = locked(entry)
    refuse_unless_allowed(entry, step, by=by, at=at)
    if write := findings.RECORDS.get(step):
        write(entry, by=by, at=at, note=note, **facts)
    _arrive(entry, step, by=by, submission=entry.last_submission, note=note)
    return entry


@transaction.atomic
def return_by_itself(
    entry: Entry, *, at: datetime, note: str, due_at: datetime, questions: sendbacks.Asked
) -> SendBack:
    """The portal sends back what turned out to be unusable after the entry was submitted.

    A send-back that is open already gets these questions too. The arrival stands. Raises NotAllowed
    for an entry that nobody waits for, or that the judges are reading.
    """
    entry = locked(entry)
    asked = sendbacks.waiting(entry)
    if asked:
        facts = {"note": note, "due_at": due_at, "at": at, "questions": questions}
        asked = sendbacks.ask_for_more(asked, **facts)
    else:
        _refuse_unless_returnable(entry, at)
        findings.reopen_finding(entry, by=None, at=at, note=note)
        asked = sendbacks.send_back(
            entry, by=None, at=at, note=note, due_at=due_at, questions=questions
        )
    _arrive(entry, "return", by=None, submission=entry.last_submission, note=note)
    return asked


def _refuse_unless_returnable(entry: Entry, at: datetime) -> None:
    if entry.status not in {Status.SUBMITTED, Status.ELIGIBLE}:
        raise NotAllowed(_("Nothing that was submitted is waiting here."))
    if refusal := steps.before_judges_read_it(steps.Case(entry, None, at)):
        raise refusal


def _arrive(entry: Entry, step: str, *, by: User | None, submission: Submission | None,
            note: str = "", facts: dict | None = None) -> None:  # fmt: skip
    """Write the new status, record it, and tell whoever listens, in the caller's transaction."""
    taken = STEPS[step]
    before = entry.status
    entry.status = taken.target
    entry.save(update_fields=["status"])
    noted = {"note": note} if note else {}
    record(taken.action, entry, by=by, facts={"from": before, **noted, **(facts or {})})
    entry_advanced.send(
        sender=Entry, entry=entry, step=step, submission=submission, by=by, note=note
    )
