"""Receipts: the immutable snapshot of what was submitted, its number, digest and arrival."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import clock
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest, in_groups
from contest_portal.documents.models import Document, Kind
from submissions.models import Attachment, Entry, Status, Submission, Upload
from submissions.screening import sendbacks
from submissions.transfer import promises
from submissions.writing import content


def already_issued(entry: Entry, parts: list[content.Part], *, key: str) -> Submission | None:
    """The receipt that a repeated request gets: same key, or nothing changed since the last one.

    An entry that was sent back is submitted anew even unchanged: somebody waits for an answer.
    """
    submissions = entry.submissions.select_related("document")
    if same_key := submissions.filter(key=key).first():
        return same_key
    last = submissions.last() if entry.status == Status.SUBMITTED else None
    return last if last and last.content_digest == content_digest(entry, parts) else None


def issue(
    entry: Entry, parts: list[content.Part], *, by: User, at: datetime, key: str,
    doubtful: bool = False,
) -> Submission:  # fmt: skip
    """Freeze the entry's parts under a new number, in the caller's transaction."""
    submission = Submission.objects.create(
        entry=entry,
        document=Document.objects.issue(Kind.RECEIPT, snapshot(entry, parts, by=by, at=at)),
        key=key,
        content_digest=content_digest(entry, parts),
        arrived_at=at,
        recorded_at=_recorded_at(entry),
        arrival_doubtful=doubtful,
        submitted_by=by,
    )
    submission.files.add(*(file for _item, file in _files(parts)))
    if waited_for := [upload for _item, upload in _due(parts)]:
        promises.promise(submission, waited_for, due_at=promises.files_due_at(entry))
    return submission


def _recorded_at(entry: Entry) -> datetime:
    """Now, but after every earlier version, even while the clock of a rehearsal stands still."""
    now = clock.now()
    if entry.status == Status.DRAFT:
        return now
    last = entry.submissions.aggregate(last=Max("recorded_at"))["last"]
    return max(now, last + timedelta(microseconds=1)) if last else now


def snapshot(entry: Entry, parts: list[content.Part], *, by: User, at: datetime) -> dict:
    """What the paper says. Thai words throughout: an official paper does not change language."""
    first = sendbacks.first_arrival(entry) if sendbacks.waiting(entry) else None
    return {
        "entry": entry.number,
        "edition": entry.edition.slug,
        "contest": _contest(entry),
        "category": {"key": entry.category.key, "name": entry.category.name_th},
        "lao": _organisation(entry),
        "submitted_by": str(by),
        "arrived_at": _utc(at),
        # The answer to a send-back comes later than the entry did.
        **({"first_arrived_at": _utc(first)} if first else {}),
        "answers": _answers(parts),
        "meanings": content.meanings(parts),
        "files": [_file(item, file) for item, file in _files(parts)] + [
            _due_file(item, upload) for item, upload in _due(parts)
        ],
        **({"files_due_at": _utc(promises.files_due_at(entry))} if _due(parts) else {}),
    }  # fmt: skip


def verification_address(number: str) -> str:
    """Where anybody checks the paper; printed as a QR code."""
    return settings.PORTAL_ORIGIN + reverse("documents:verify", args=[number])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _contest(entry: Entry) -> str:
    """การประกวดนวัตกรรม “ท้องถิ่นดิจิทัล” ประจำปี 2565"""
    with translation.override("th"):
        return _("“%(name)s” contest of %(year)s") % {
            "name": entry.edition.name_th, "year": entry.edition.year_be,
        }  # fmt: skip


def _organisation(entry: Entry) -> dict:
    lao = entry.lao
    with translation.override("th"):
        place = lao.place
    return {
        "code": lao.code, "name": lao.name_th, "place": place, "province": lao.province.name_th,
    }  # fmt: skip


def _questions(parts: list[content.Part]):
    return [(part, item) for part in parts for item in part.items if not item.is_file]


def _files(parts: list[content.Part]) -> list[tuple[content.Item, Attachment]]:
    return [(item, file) for part in parts for item in part.items for file in item.attachments]


def _due(parts: list[content.Part]) -> list[tuple[content.Item, Upload]]:
    """Files that were named and whose bytes are not all here, or not looked at."""
    return [(item, upload) for part in parts for item in part.items for upload in item.uploads]


def _answers(parts: list[content.Part]) -> list[dict]:
    """In Thai words, since choices and columns may be reworded or retired later."""
    with translation.override("th"):
        return [_answer(part, item) for part, item in _questions(parts)]


def _answer(part: content.Part, item: content.Item) -> dict:
    """`value` as it is printed; `stored` is what stands in the answer's row."""
    return {
        "id": str(item.field.pk),
        "section": part.section.title_th,
        "key": item.field.key,
        "means": item.field.means,
        "label": item.field.label_th,
        "type": item.field.type,
        "value": item.printed,
        "stored": item.value,
    }


def _file(item: content.Item, file: Attachment) -> dict:
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "content_type": file.content_type,
        "pages": file.pages,
        "key": item.field.key,
    }


def _due_file(item: content.Item, upload: Upload) -> dict:
    """Bound by its digest as the others are, though it may follow until `files_due_at`."""
    return {
        "id": str(upload.pk), "name": upload.name, "size": upload.size, "sha256": upload.sha256,
        "content_type": "", "pages": None, "key": item.field.key, "due": True,
    }  # fmt: skip


def content_digest(entry: Entry, parts: list[content.Part]) -> str:
    """Of the answers and files alone: neither the person nor the hour makes a new version."""
    return digest(
        {
            "category": entry.category.key,
            "answers": [[item.field.key, item.value] for _part, item in _questions(parts)],
            # The same before and after a file that was named has arrived.
            "files": sorted(
                [item.field.key, file.sha256] for item, file in [*_files(parts), *_due(parts)]
            ),
        }
    )


def has_unsent_changes(entry: Entry, parts: list[content.Part]) -> bool:
    """Whether the workspace says something else than the version that counts."""
    return differs(entry.last_submission, entry, parts)


def differs(last: Submission | None, entry: Entry, parts: list[content.Part]) -> bool:
    """The same where the version that counts is known."""
    return last is not None and last.content_digest != content_digest(entry, parts)


def title_sent(snapshot: dict) -> str:
    """The title as it was submitted, whatever the workspace says now."""
    titles = (answer["value"] for answer in snapshot["answers"] if answer["means"] == "title")
    return next(titles, "")


def first_arrival_on(submission: Submission) -> datetime | None:
    """The arrival that stands, as the paper of a later answer says it; else None."""
    written = submission.document.snapshot.get("first_arrived_at")
    return datetime.fromisoformat(written) if written else None


def files_of(submission: Submission, *, reader: User) -> list[dict]:
    """The files on the paper, their digests in groups that a person can compare.

    `attachment` is what became of the file (None while it is still due), `is_handed` whether the
    reader may have its bytes, `due_file` what is known of one that was to follow.
    """
    files = submission.document.snapshot["files"]
    present = submission.files.all()
    kept = {str(file.pk): file for file in present} | {file.sha256: file for file in present}
    handed = set(submission.files.handed_to(reader).values_list("pk", flat=True))
    due = {due_file.upload.sha256: due_file for due_file in promises.of_submission(submission)}
    found = []
    for file in files:
        attachment = kept.get(file["id"]) or kept.get(file["sha256"])
        found.append(
            file
            | {
                "digest": in_groups(file["sha256"]),
                "attachment": attachment,
                "is_handed": bool(attachment and attachment.pk in handed),
                "due_file": due.get(file["sha256"]),
            }
        )
    return found
