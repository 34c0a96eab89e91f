"""From bytes to a file: each part as it arrives, and after the last one the check."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit, clock, waking
from contest_portal.refusals import NotAllowed
from submissions import checks, recording
from submissions.files import uploads
from submissions.files.storing import StoreFailed
from submissions.models import Attachment, Upload
from submissions.sending import workflow

from . import due, parts
from .declaring import facts_of, refuse_unless_welcome

log = logging.getLogger(__name__)

MOST_A_REQUEST = 8 * 1024 * 1024  # bytes; nginx allows as much
FINISH_TASK = "submissions.finish_uploads"
AT_ONCE = 2 * 1024 * 1024  # a file no larger is looked at before the request is answered


class TooLong(Exception):
    """More bytes than the file has, or than one request may carry."""


def take(upload: Upload, read: Callable[[int], bytes], *, offset: int, length: int,
         checksum: tuple[str, bytes] | None = None) -> int:  # fmt: skip
    """Keep `length` bytes that stand behind the first `offset`. Returns how many are here now."""
    if length > min(MOST_A_REQUEST, upload.size - offset):
        raise TooLong
    here = parts.append(upload.pk, read, offset=offset, most=length, checksum=checksum)
    if here == upload.size:
        parts.settle(upload.pk)
    return here


def note(upload: Upload, *, here: int, at: datetime, doubtful: bool) -> None:
    """Remember that its sender lives, and when the last byte arrived."""
    upload.heard_at = clock.machine_now()
    fields = ["heard_at"]
    if here == upload.size and upload.arrived_at is None:
        upload.arrived_at, upload.arrival_doubtful = at, doubtful
        fields += ["arrived_at", "arrival_doubtful"]
    upload.save(update_fields=fields)


def mend(upload: Upload) -> None:
    """A process that died between the last byte and its row left a whole part without arrival.

    The disk knows when that byte came.
    """
    if upload.arrived_at is None and parts.stored(upload.pk) == upload.size:
        at = clock.contest_time(parts.last_written(upload.pk))
        note(upload, here=upload.size, at=at, doubtful=False)


def wake() -> None:
    """Ask a worker for `finish_all`. Should that be lost, the sweep finds the row in seconds."""
    waking.ask_for(FINISH_TASK)


def finish_all() -> int:
    """Make files of all that is here; what another process is at stays with it. How many."""
    for upload in Upload.objects.open().filter(arrived_at=None):
        mend(upload)
    return sum(finish(upload) for upload in Upload.objects.whole())


def finish(upload: Upload) -> bool:
    """Check the whole file and keep it, or its refusal. False where somebody else is at it."""
    try:
        with parts.locked(upload.pk) as part:
            upload.refresh_from_db()
            if upload.arrived_at and not (
                upload.attachment_id or upload.refused_at or upload.ended_at
            ):
                _examine(upload, parts.digest_of(part))
    except parts.InUse:
        return False
    except StoreFailed as failure:  # the part stays, and the sweep tries again
        log.error("ALARM: an upload could not be handed over: %s", failure)
        return False
    return True


def _examine(upload: Upload, sha256: str) -> None:
    try:
        if sha256 != upload.sha256:
            raise checks.FileRefused(
                _("The bytes that arrived are not those of the file that was named."),
                _("Choose the same file again, as it was when you chose it first, and send it."),
            )
        draft = Attachment(
            id=upload.pk, entry=upload.entry, field=upload.field, name=upload.name,
            size=upload.size, sha256=sha256, added_by=upload.started_by,
            added_at=upload.arrived_at,
        )  # fmt: skip
        with uploads.examined(draft, parts.path_of(upload.pk)) as attachment:
            _keep(upload, attachment)
    except checks.FileRefused as refusal:
        _refuse(upload, refusal)
    except NotAllowed as refusal:  # the entry was decided on while the file was under way
        _refuse(upload, checks.FileRefused(refusal.reason, refusal.next_step))


@transaction.atomic
def _keep(upload: Upload, attachment: Attachment) -> None:
    """The file, in its place in the entry and in the submissions that waited for it."""
    entry = workflow.locked(upload.entry)
    refuse_unless_welcome(upload, by=upload.started_by, at=attachment.added_at)
    kept = uploads.put(attachment, entry)
    if kept.is_locked:
        _refuse(upload, checks.refusal("quarantined"))
        return
    upload.attachment = kept
    upload.save(update_fields=["attachment"])
    due.arrive(upload, entry=entry)
    transaction.on_commit(lambda: parts.discard(upload.pk))


@transaction.atomic
def _refuse(upload: Upload, refusal: checks.FileRefused) -> None:
    """Keep the reason, not the bytes."""
    entry = workflow.locked(upload.entry)
    upload.refused_at = clock.now()
    upload.reason, upload.remedy = refusal.reason, refusal.remedy
    upload.save(update_fields=["refused_at", "reason", "remedy"])
    facts = {**facts_of(upload), "reason": refusal.reason}
    recording.record(audit.Action.FILE_REFUSED, entry, by=upload.started_by, facts=facts)
    due.disappoint(upload, entry=entry)
    transaction.on_commit(lambda: parts.discard(upload.pk))
