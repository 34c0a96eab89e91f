"""Files that a submission named before the deadline and whose bytes may follow for some hours.

The submission counts from the moment it was sent. A file that arrives in time and matches
completes it; what never comes, or is not what was named, is told to both sides.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.dispatch import Signal

from contest_portal import audit
from submissions import recording
from submissions.models import DueFile, Entry, Status, Submission, Upload
from submissions.sending import workflow

from . import promises

# Bytes that arrived in time may still be on their way from the front door to the row.
PATIENCE = timedelta(minutes=3)

# Both are sent last inside the transaction that writes the fact.
# With entry, submission, due_files and outcome: complete, refused or missed.
late_files_told = Signal()
# With edition, entries and at: those whose files were missed, for the officers.
late_files_missed = Signal()


def arrive(upload: Upload, *, entry: Entry) -> None:
    """The file is here and is what was named: complete what waits for it, if it is in time.

    One that is late is kept in the entry as a draft, and counts for no submission.
    """
    now_due_at = promises.files_due_at(entry)
    for promise in promises.of(upload):
        if upload.arrived_at < max(promise.due_at, now_due_at):
            promise.arrived_at, promise.missed_at = upload.arrived_at, None
            promise.save(update_fields=["arrived_at", "missed_at"])
            promise.submission.files.add(upload.attachment)
            _tell_when_complete(promise.submission, entry)


def _tell_when_complete(submission: Submission, entry: Entry) -> None:
    if submission == entry.last_submission and not submission.due_files.filter(arrived_at=None):
        _tell(entry, submission, list(submission.due_files.all()), "complete")


def disappoint(upload: Upload, *, entry: Entry) -> None:
    """What came is not what was named, or cannot be kept: time is left to mend it."""
    last = entry.last_submission
    waiting = [promise for promise in promises.of(upload) if promise.submission == last]
    if waiting:
        _tell(entry, last, waiting, "refused")


@transaction.atomic
def miss(*, at: datetime) -> int:
    """Mark what did not come by its hour and tell both sides; a second time changes nothing."""
    told: dict[Entry, list[DueFile]] = {}
    for promise in _overdue(at):
        entry = workflow.locked(promise.submission.entry)
        if _is_missed(promise, entry, at):
            promise.missed_at = at
            promise.save(update_fields=["missed_at"])
            told.setdefault(entry, []).append(promise)
    entries_told = [entry for entry, missed in told.items() if _record_and_tell(entry, missed)]
    for edition in {entry.edition for entry in entries_told}:
        entries = [entry for entry in entries_told if entry.edition == edition]
        late_files_missed.send(sender=DueFile, edition=edition, entries=entries, at=at)
    return sum(map(len, told.values()))


def _overdue(at: datetime):
    waiting = DueFile.objects.waiting().filter(due_at__lte=at - PATIENCE)
    related = waiting.select_related("submission__entry", "upload")
    return related.select_for_update(of=("self",)).order_by("submission__entry", "pk")


def _is_missed(promise: DueFile, entry: Entry, at: datetime) -> bool:
    """Not while it is being checked, and not before an hour that an extension moved."""
    deadline = max(promise.due_at, promises.files_due_at(entry))
    upload = promise.upload
    is_checked = upload.attachment_id or upload.refused_at or upload.ended_at
    arrived_in_time = upload.arrived_at and upload.arrived_at < deadline
    return deadline <= at - PATIENCE and not (arrived_in_time and not is_checked)


def _record_and_tell(entry: Entry, missed: list[DueFile]) -> bool:
    """Only the version that counts is spoken of; an entry that was withdrawn waits for nothing."""
    last = entry.last_submission
    of_last = [promise for promise in missed if promise.submission == last]
    if not of_last or entry.status == Status.WITHDRAWN:
        return False
    for promise in of_last:
        facts = {"name": promise.upload.name, "sha256": promise.upload.sha256}
        recording.record(audit.Action.FILE_MISSED, entry, by=None, facts=facts)
    _tell(entry, last, of_last, "missed")
    return True


def _tell(entry: Entry, submission: Submission, due_files: list[DueFile], outcome: str) -> None:
    late_files_told.send(
        sender=DueFile, entry=entry, submission=submission, due_files=due_files, outcome=outcome
    )
