"""What the scanner's answer does to a kept file, and to the submission that names it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import audit, clock
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from submissions import recording
from submissions.models import Attachment, Entry
from submissions.sending import workflow

from . import pictures

Verdict = Attachment.Verdict
# To make a file anew and send it: a week, whatever the deadline was.
TIME_TO_REPLACE = timedelta(days=7)


def pass_clean(attachment: Attachment) -> None:
    _note(attachment, verdict=Verdict.CLEAN, scanned_at=clock.machine_now())


def pass_unscanned(attachment: Attachment) -> None:
    """The scanner that it waited for was switched off."""
    _note(attachment, verdict=Verdict.NOT_SCANNED)


def _note(attachment: Attachment, **facts) -> None:
    """Unless somebody else was quicker to lock it away."""
    for name, value in facts.items():
        setattr(attachment, name, value)
    Attachment.objects.filter(pk=attachment.pk).unlocked().update(**facts)


@transaction.atomic
def quarantine(attachment: Attachment, virus: str, *, at: datetime) -> None:
    """Lock a kept file away. Its bytes stay, for those who must look into it, and nobody has them.

    A submission that named it stays as it arrived; the one question is opened again.
    """
    entry = workflow.locked(attachment.entry)
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if attachment.verdict == Verdict.QUARANTINED:
        return
    pictures.forget(attachment)
    attachment.verdict, attachment.finding = Verdict.QUARANTINED, virus
    attachment.drawn = attachment.to_draw = 0
    attachment.scanned_at = clock.machine_now()
    attachment.save(update_fields=["verdict", "finding", "drawn", "to_draw", "scanned_at"])
    record(attachment, by=None)
    if _counts(attachment, entry):
        _ask_for_another(attachment, entry, at=at)


def record(attachment: Attachment, *, by: User | None) -> None:
    facts = {
        "name": attachment.name, "sha256": attachment.sha256, "virus": attachment.finding,
    }  # fmt: skip
    recording.record(audit.Action.FILE_QUARANTINED, attachment.entry, by=by, facts=facts)


def _counts(attachment: Attachment, entry: Entry) -> bool:
    """Whether the version that the office has names this file."""
    last = entry.last_submission
    return last is not None and last.files.filter(pk=attachment.pk).exists()


def _ask_for_another(attachment: Attachment, entry: Entry, *, at: datetime) -> None:
    """Where nobody waits for the entry, or judges read it already, officers see the locked file."""
    with translation.override("th"):
        note = _("A virus was found in the file “%(name)s”. Send another file in its place.") % {
            "name": attachment.name
        }
    try:
        workflow.return_by_itself(
            entry, at=at, note=note, due_at=at + TIME_TO_REPLACE,
            questions={attachment.field: note},
        )  # fmt: skip
    except NotAllowed:
        return
