"""What will come: a file is named, measured and digested before its first byte is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from contest_portal import audit, clock
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from submissions import recording
from submissions.checking.kinds import KINDS, PDF
from submissions.files.file_names import shown_name
from submissions.models import Attachment, DueFile, Entry, Upload
from submissions.screening import sendbacks
from submissions.sending import steps, workflow

from . import limits, parts, promises

LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Declared:
    """What a browser says of a file: `sha256` in hexadecimal, sizes in bytes."""

    name: str
    size: int
    sha256: str
    size_before: int | None = None


@transaction.atomic
def declare(
    entry: Entry, field: FormField, file: Declared, *, by: User, at: datetime
) -> Upload | Attachment:
    """The upload to send the bytes to. The same file again is recognised by size and digest:
    one that is on its way goes on, and one that is here needs no sending.

    Raises checks.FileRefused over a limit, parts.DiskFull without room, NotAllowed.
    """
    entry = workflow.locked(entry)
    is_expected = promises.expected(entry, field, size=file.size, sha256=file.sha256).exists()
    _refuse_unless_welcome(entry, field, is_expected, by=by, at=at)
    if known := _known(entry, field, file):
        return known
    if not is_expected:
        _make_room(entry, field, at)
        limits.refuse_over_limits(entry, field, size=file.size, by=by)
    parts.refuse_without_room(file.size)
    upload = Upload.objects.create(
        entry=entry, field=field, name=_named(file), size=file.size, sha256=file.sha256,
        size_before=file.size_before, started_by=by, started_at=at, heard_at=clock.machine_now(),
    )  # fmt: skip
    recording.record(audit.Action.FILE_NAMED, entry, by=by, facts=facts_of(upload))
    return upload


def _named(file: Declared) -> str:
    """Its bytes will say what it is; until then its own ending is believed."""
    ending = file.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return shown_name(file.name, next((k for k in KINDS.values() if k.ending == ending), PDF))


def refuse_unless_welcome(upload: Upload, *, by: User, at: datetime) -> None:
    """Asked before every part of it."""
    is_expected = promises.of(upload).exists()
    _refuse_unless_welcome(upload.entry, upload.field, is_expected, by=by, at=at)


def _refuse_unless_welcome(
    entry: Entry, field: FormField, is_expected: bool, *, by: User, at: datetime
) -> None:
    """Bytes that a submission waits for may come whatever became of the entry meanwhile."""
    if is_expected:
        if stranger := steps.stranger(steps.Case(entry, by, at), steps.STEPS["revise"]):
            raise stranger
        return
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    sendbacks.refuse_closed(entry, field)


def _known(entry: Entry, field: FormField, file: Declared) -> Upload | Attachment | None:
    same = {"field": field, "size": file.size, "sha256": file.sha256}
    return entry.attachments.current().filter(**same).first() or (
        entry.uploads.open().filter(**same).first()
    )


def _make_room(entry: Entry, field: FormField, at: datetime) -> None:
    """Where one file is asked for, one begun earlier gives way; refused ones do everywhere."""
    gone = entry.uploads.shown().filter(field=field)
    if limits.takes_several(field, entry):
        gone = gone.exclude(refused_at=None)
    for upload in gone:
        _end(upload, at=at)


@transaction.atomic
def give_up(upload: Upload, *, by: User, at: datetime) -> None:
    """The person does not want to send it after all."""
    entry = workflow.locked(upload.entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    upload.refresh_from_db()
    if upload.ended_at is None and upload.attachment_id is None:
        _end(upload, at=at)
        recording.record(audit.Action.FILE_REMOVED, entry, by=by, facts=facts_of(upload))


def expire(*, machine_at: datetime) -> int:
    """Put aside what nobody has gone on with for a week. Returns how many.

    What a submission still waits for does not expire: it is missed, in its own time.
    """
    silent = Upload.objects.open().filter(arrived_at=None, heard_at__lt=machine_at - LIFE)
    waited_for = DueFile.objects.waiting().values("upload")
    gone = list(silent.exclude(pk__in=waited_for))
    for upload in gone:
        with transaction.atomic():
            _end(upload, at=clock.contest_time(machine_at))
    return len(gone)


def _end(upload: Upload, *, at: datetime) -> None:
    upload.ended_at = at
    upload.save(update_fields=["ended_at"])
    transaction.on_commit(lambda: parts.discard(upload.pk))


def expires_at(upload: Upload) -> datetime:
    """Machine time."""
    return upload.heard_at + LIFE


def facts_of(upload: Upload) -> dict:
    return {"name": upload.name, "size": upload.size, "sha256": upload.sha256}
