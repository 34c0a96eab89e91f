"""What a submission named and waits for, and until when its bytes count."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef

from contest_portal.editions.models import Edition, FormField
from submissions.deadlines import extensions
from submissions.models import DueFile, Entry, Status, Submission, Upload


def grace_of(edition: Edition) -> timedelta:
    """Published: how long after the deadline the bytes of named files are taken."""
    return timedelta(hours=edition.file_grace_hours)


def files_due_at(entry: Entry) -> datetime:
    """The first instant that is too late for the bytes of a file that was named in time."""
    return extensions.closing_instant(entry) + grace_of(entry.edition)


def entries_waiting(edition: Edition, *, at: datetime):
    """Sent entries that may still get files which their last version named; with `files_due_at`."""
    grace = grace_of(edition)
    sent = Entry.objects.in_edition(edition).exclude(status=Status.WITHDRAWN)
    awaited = DueFile.objects.waiting().filter(submission__document__number=OuterRef("receipt"))
    found = sent.with_last_submission().filter(Exists(awaited))
    in_time = found.with_closing().filter(closing_at__gt=at - grace)
    return in_time.annotate(files_due_at=F("closing_at") + grace)


def promise(submission: Submission, uploads: Iterable[Upload], *, due_at: datetime) -> None:
    """What the submission waits for, in its own transaction."""
    DueFile.objects.bulk_create(
        DueFile(submission=submission, upload=upload, due_at=due_at) for upload in uploads
    )


def expected(entry: Entry, field: FormField, *, size: int, sha256: str):
    """Promises that exactly these bytes would keep, whoever sends them and whatever the name."""
    same = {"upload__field": field, "upload__size": size, "upload__sha256": sha256}
    promises = DueFile.objects.filter(submission__entry=entry, arrived_at=None, **same)
    return promises.select_related("submission")


def of(upload: Upload):
    return expected(upload.entry, upload.field, size=upload.size, sha256=upload.sha256)


def waiting(submission: Submission) -> list[DueFile]:
    """What it may still get."""
    return list(submission.due_files.waiting().select_related("upload"))


def of_submission(submission: Submission):
    """Everything that it did not have when it was sent."""
    return submission.due_files.select_related("upload")
