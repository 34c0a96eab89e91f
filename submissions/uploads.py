"""Files of an entry: checked, kept as they came, and drawn as pictures for the judges."""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files import File
from django.db import transaction

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField

from . import checks, finishing, locking, pictures, recording, workflow
from .file_names import shown_name
from .models import Attachment, Entry


def attach(entry: Entry, field: FormField, file: File, *, by: User, at: datetime) -> Attachment:
    """Keep a file as the answer to a file question, in place of the one before it.

    Raises checks.FileRefused when the file cannot be kept; nothing of it stays then. One with a
    virus is refused too, but stays, locked away, and never takes the place of a good one.
    """
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    file.seek(0)
    accepted = checks.accepted_at(field)
    most = entry.edition.max_file_bytes
    checks.refuse_at_sight(file.read(16), file.size, most=most, accepted=accepted)
    with TemporaryDirectory() as folder:
        copy, sha256 = _copied(file, Path(folder) / "original")
        drawn = Path(folder) / "pages"
        drawn.mkdir()
        found = checks.examine(copy, drawn, accepted=accepted)
        attachment = Attachment(
            id=uuid4(), entry=entry, field=field, name=shown_name(file.name or "", found.kind),
            size=file.size, sha256=sha256, added_by=by, added_at=at, **found.columns,
        )  # fmt: skip
        kept = _keep(attachment, copy, drawn)
    if found.is_quarantined:
        raise checks.refusal("quarantined")
    return kept


def _copied(file: File, copy: Path) -> tuple[Path, str]:
    """The file on disk and its SHA-256, read once."""
    digest = hashlib.sha256()
    file.seek(0)
    with copy.open("wb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
    return copy, digest.hexdigest()


@transaction.atomic
def _keep(attachment: Attachment, copy: Path, folder: Path) -> Attachment:
    """Put the file in the place of the present one, unless it is the same file again."""
    entry = workflow.locked(attachment.entry)
    by, at = attachment.added_by, attachment.added_at
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    present = entry.attachments.current().filter(field=attachment.field).first()
    if present and present.sha256 == attachment.sha256:
        return present
    if attachment.is_locked:
        attachment.removed_at = at if present else None
    elif present:
        _end(present, at=at)
    if not attachment.is_locked:
        pictures.keep(attachment, folder)
    _store(attachment, copy)
    attachment.save()
    if attachment.is_locked:
        locking.record(attachment, by=by)
        return attachment
    recording.record(audit.Action.FILE_ATTACHED, entry, by=by, facts=_facts(attachment))
    finishing.wake()
    return attachment


def _store(attachment: Attachment, copy: Path) -> None:
    """The bytes, once an entry: the same file at another question shares them."""
    same = attachment.entry.attachments.filter(sha256=attachment.sha256).first()
    if same:
        attachment.original.name = same.original.name
        return
    with copy.open("rb") as original:
        attachment.original.save(attachment.name, File(original), save=False)


@transaction.atomic
def remove(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a file out of the entry. Its bytes stay: a submission may have named them."""
    entry = workflow.locked(attachment.entry)
    workflow.refuse_unless_allowed(entry, "revise", by=by, at=at)
    attachment.refresh_from_db()
    if attachment.removed_at is None:
        _end(attachment, at=at)
        recording.record(audit.Action.FILE_REMOVED, entry, by=by, facts=_facts(attachment))


def _end(attachment: Attachment, *, at: datetime) -> None:
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])


def _facts(attachment: Attachment) -> dict:
    return {"name": attachment.name, "size": attachment.size, "sha256": attachment.sha256}
