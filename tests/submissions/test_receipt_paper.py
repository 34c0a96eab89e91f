"""The receipt as a PDF says what the snapshot says."""

import pytest
from django.test import Client
from django.urls import reverse

from contest_portal.documents.digests import in_groups
from submissions.files import uploads
from submissions.sending import receipt_paper
from tests.factories import WORKING_DAY, make_field
from tests.submissions.factories import (
    make_complete_entry,
    make_file_field,
    make_pdf,
    submit,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    entry = make_complete_entry()
    section = entry.edition.sections.get()
    make_field(section, key="since", type="date", label_th="เริ่มใช้")
    make_field(section, key="users", type="number", label_th="ผู้ใช้")
    make_field(section, key="blank", label_th="ว่าง")
    field = make_file_field(entry.edition)
    write(entry, since="15 มกราคม 2564", users="1284")
    uploads.attach(entry, field, make_pdf(), by=entry.started_by, at=WORKING_DAY)
    return submit(entry)


def test_every_answer_is_on_the_paper_as_people_write_it(submission):
    parts = receipt_paper.facts(submission)["parts"]

    said = [(answer["label"], answer["value"]["text"]) for answer in parts[0]["answers"]]
    assert said == [
        ("ชื่อผลงาน", "ขออนุญาตออนไลน์"), ("เริ่มใช้", "15 มกราคม 2564"), ("ผู้ใช้", "1,284"),
        ("ว่าง", "ไม่ได้ตอบ"),
    ]  # fmt: skip


def test_every_file_is_on_the_paper_with_size_and_digest(submission):
    attachment = submission.files.get()

    [file] = receipt_paper.facts(submission)["files"]

    assert file["name"] == attachment.name
    assert file["digest"] == in_groups(attachment.sha256)
    assert "1 หน้า" in file["about"]


def test_number_arrival_and_digest_are_on_the_paper(submission):
    facts = receipt_paper.facts(submission)

    assert facts["number"] == submission.number
    assert facts["arrived"] == "วันพุธที่ 28 กันยายน 2565 เวลา 09.00.00 น."
    assert facts["digest"] == in_groups(submission.document.digest)
    assert facts["contest"] == "การประกวด “ท้องถิ่นดิจิทัล” ประจำปี 2565"


def test_a_long_address_may_break():
    address = "https://service.example/" + "a" * 100

    assert receipt_paper.breakable(address).replace("\u200b", "") == address
    assert max(map(len, receipt_paper.breakable(address).split("\u200b"))) == 8


def test_the_file_is_the_same_whenever_it_is_fetched(submission):
    client = Client()
    client.force_login(submission.submitted_by)
    url = reverse("submissions:receipt_pdf", args=["2565", submission.number])

    first, second = client.get(url), client.get(url)
    kept = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "application/pdf"
    assert first.content == second.content
    assert (kept.status_code, kept.content) == (304, b"")


def test_when_it_cannot_be_drawn_the_page_says_what_to_do(submission, monkeypatch):
    def jammed(*args, **facts):
        raise receipt_paper.papers.CannotDraw("ink")

    monkeypatch.setattr(receipt_paper.papers, "draw", jammed)
    client = Client()
    client.force_login(submission.submitted_by)

    shown = client.get(reverse("submissions:receipt_pdf", args=["2565", submission.number]))

    assert shown.status_code == 409
    assert "พิมพ์หน้าใบรับแทน" in shown.content.decode()
