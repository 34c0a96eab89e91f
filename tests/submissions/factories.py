"""Entries, files and submissions that a test needs."""

import io
import itertools
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.editions.models import Edition, FormField
from contest_portal.registry.models import LAO
from submissions.models import Entry, Submission
from submissions.sending import workflow
from submissions.writing import answers
from tests.factories import WORKING_DAY, make_edition, make_field, make_member, make_user

_keys = itertools.count(1)


def make_entry(*, by: User | None = None, lao: LAO | None = None, edition: Edition | None = None,
               **fields) -> Entry:  # fmt: skip
    """A draft without answers, of a verified member."""
    by = by or make_member(lao)
    lao = lao or by.memberships.get().lao
    edition = edition or Edition.objects.first() or make_edition()
    facts = {"category": edition.categories.get(), "started_at": WORKING_DAY, **fields}
    return Entry.objects.create(edition=edition, lao=lao, started_by=by, **facts)


def make_complete_entry(*, by: User | None = None, **fields) -> Entry:
    """A draft whose one required question is answered."""
    entry = make_entry(by=by, **fields)
    write(entry, title="ขออนุญาตออนไลน์")
    return entry


def write(entry: Entry, *, at: datetime = WORKING_DAY, seen: int | None = None, **values):
    """Save answers of the first section; `seen` is the version they are typed over."""
    section = entry.edition.sections.get(key="work")
    present = {answer.field.key: answer.version for answer in entry.answers.all()}
    versions = {key: present.get(key, 0) if seen is None else seen for key in values}
    return answers.save_section(
        entry, section, values, by=entry.started_by, at=at, versions=versions
    )


def submit(entry: Entry, *, at: datetime = WORKING_DAY, key: str = "") -> Submission:
    key = key or f"key-{next(_keys)}"
    return workflow.submit(entry, by=entry.started_by, at=at, key=key)


def make_submitted_entry(**fields) -> Entry:
    entry = make_complete_entry(**fields)
    submit(entry)
    return Entry.objects.get(pk=entry.pk)


def make_file_field(edition: Edition, **fields) -> FormField:
    section = edition.sections.get(key="work")
    facts = {"key": "evidence", "label_th": "เอกสาร", "type": FormField.Type.FILE, **fields}
    return make_field(section, **facts)


def make_officer() -> User:
    return make_user(role=Role.DLA_OFFICER)


def pdf_bytes(*, pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("RGB", (210, 297), "white") for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def make_pdf(name: str = "คู่มือ.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content, "application/pdf")
