"""Files of an entry: checked, kept as they came, and drawn as pictures for the judges."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from submissions import checks, recording
from submissions.models import Attachment, Entry
from submissions.screening import sendbacks
from submissions.sending import workflow
from submissions.transfer import limits
from submissions.transfer.parts import folder, room_or_refusal

from . import finishing, locking, storing
from .file_names import shown_name
from .storing import StoreFailed

BEGINNING = 16  # bytes, enough to tell what a file is not


def attach(entry: Entry, field: FormField, file: File, *, by: User, at: datetime) -> Attachment:
    """Keep a file as the answer to a file question, beside or in place of those before it.

    Raises checks.FileRefused when the file cannot be kept; nothing of it stays then. One with a
    virus is refused too, but stays, locked away, and never takes the place of a good one.
    """
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    sendbacks.refuse_closed(entry, field)
    _refuse_one_too_many(entry, field)
    file.seek(0)
    _refuse_at_sight(entry, field, file.read(BEGINNING), file.size)
    with room_or_refusal(), TemporaryDirectory(dir=folder()) as scratch:
        copy, sha256 = _copied(file, Path(scratch) / "original")
        draft = Attachment(
            id=uuid4(), entry=entry, field=field, name=file.name or "", size=file.size,
            sha256=sha256, added_by=by, added_at=at,
        )  # fmt: skip
        kept = _attach(draft, copy)
    if kept.is_locked:
        raise checks.refusal("quarantined")
    return kept


def _attach(draft: Attachment, copy: Path) -> Attachment:
    try:
        with examined(draft, copy) as attachment, transaction.atomic():
            entry = workflow.locked(attachment.entry)
            by, at = attachment.added_by, attachment.added_at
            workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
            return put(attachment, entry)
    except StoreFailed as failure:
        raise checks.FileRefused(
            _("The file could not be kept: the store did not take all of it."),
            _("Send it again in a few minutes."),
        ) from failure


def _refuse_one_too_many(entry: Entry, field: FormField) -> None:
    """A question for one file gives up the one before; one for several is full at some point."""
    limits.refuse_too_many(entry, field, limits.rule_of(field, entry))


def _refuse_at_sight(entry: Entry, field: FormField, begins: bytes, size: int) -> None:
    most = limits.rule_of(field, entry).max_bytes
    checks.refuse_at_sight(begins, size, most=most, accepted=checks.accepted_at(field))


def _copied(file: File, copy: Path) -> tuple[Path, str]:
    """The file on disk and its SHA-256, read once."""
    digest = hashlib.sha256()
    file.seek(0)
    with copy.open("wb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
    return copy, digest.hexdigest()


@contextmanager
def examined(draft: Attachment, file: Path) -> Iterator[Attachment]:
    """What the file is, and its bytes and pictures where files are kept, for the block to put
    into the entry; they are taken back if it does not.

    Raises checks.FileRefused and storing.StoreFailed. Slow: no transaction should be open.
    """
    with file.open("rb") as content:
        _refuse_at_sight(draft.entry, draft.field, content.read(BEGINNING), draft.size)
    with TemporaryDirectory() as drawn:
        found = checks.examine(file, Path(drawn), accepted=checks.accepted_at(draft.field))
        draft.name = shown_name(draft.name, found.kind)
        for column, value in found.columns.items():
            setattr(draft, column, value)
        storing.store(draft, file, Path(drawn))
    try:
        yield draft
    except BaseException:
        storing.forget(draft)
        raise


def put(attachment: Attachment, entry: Entry) -> Attachment:
    """Into the entry, in the caller's transaction: beside the other files of its question, or in
    the place of the one before it. The same bytes again change nothing."""
    present = entry.attachments.current().filter(field=attachment.field)
    if same := present.filter(sha256=attachment.sha256).first():
        transaction.on_commit(lambda: storing.forget(attachment))
        return same
    if attachment.is_locked:
        return _lock_away(attachment, is_beside_another=present.exists())
    if not limits.takes_several(attachment.field, entry):
        for file in present:
            _end(file, at=attachment.added_at)
    attachment.save()
    facts = _facts(attachment)
    recording.record(audit.Action.FILE_ATTACHED, entry, by=attachment.added_by, facts=facts)
    finishing.wake()
    return attachment


def _lock_away(attachment: Attachment, *, is_beside_another: bool) -> Attachment:
    """A virus never takes the place of a good file."""
    attachment.removed_at = attachment.added_at if is_beside_another else None
    attachment.save()
    locking.record(attachment, by=attachment.added_by)
    return attachment


@transaction.atomic
def remove(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a file out of the entry. Its bytes stay: a submission may have named them."""
    entry = workflow.locked(attachment.entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    sendbacks.refuse_closed(entry, attachment.field)
    attachment.refresh_from_db()
    if attachment.removed_at is None:
        _end(attachment, at=at)
        recording.record(audit.Action.FILE_REMOVED, entry, by=by, facts=_facts(attachment))


def _end(attachment: Attachment, *, at: datetime) -> None:
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])


def _facts(attachment: Attachment) -> dict:
    return {"name": attachment.name, "size": attachment.size, "sha256": attachment.sha256}
