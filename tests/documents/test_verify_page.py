"""Anybody asks whether a paper is genuine."""

import pytest
from django.urls import reverse

from contest_portal.documents.models import Document, Kind
from tests.factories import WORKING_DAY, make_edition

pytestmark = pytest.mark.django_db

SECRET = "ชื่อที่ไม่ควรเห็น"


@pytest.fixture
def document(set_clock):
    make_edition()
    set_clock(WORKING_DAY)
    return Document.objects.issue(Kind.RECEIPT, {"submitted_by": SECRET})


def verify(client, number: str):
    return client.get(reverse("documents:verify", args=[number]))


def page(response) -> str:
    return response.content.decode()


def test_a_genuine_paper_is_told_with_its_kind_its_date_and_its_digest(client, document):
    shown = verify(client, document.number)

    groups = [document.digest[start : start + 8] for start in range(0, 64, 8)]
    assert shown.status_code == 200
    assert [
        words in page(shown)
        for words in ("เอกสารจริง", "ใบรับผลงาน", "28 ก.ย. 2565 09.00 น.", " ".join(groups))
    ] == [True] * 4


def test_what_the_paper_says_is_not_told(client, document):
    assert SECRET not in page(verify(client, document.number))


def test_a_paper_whose_content_was_changed_is_not_called_genuine(client, document):
    Document.objects.update(snapshot={"submitted_by": "ผู้อื่น"})

    shown = verify(client, document.number)

    assert "เนื้อหาไม่ตรงกับที่ออกไว้" in page(shown)
    assert "เอกสารจริง" not in page(shown)


def test_an_unknown_number_is_a_404_that_keeps_what_was_typed(client, document):
    shown = verify(client, "AAAA-BBBB-CCCC")

    assert shown.status_code == 404
    assert 'value="AAAA-BBBB-CCCC"' in page(shown)
    assert "ไม่มีเอกสารเลขที่" in page(shown)


def test_the_form_leads_to_the_address_of_the_document(client, document):
    typed = f" {document.number.lower().replace('-', ' ')} "

    answered = client.get(reverse("documents:verify_any"), {"number": typed})

    assert answered["Location"] == reverse("documents:verify", args=[document.number])


def test_thai_digits_are_read(client, document):
    Document.objects.update(number="1234-5678-90AB")

    answered = client.get(reverse("documents:verify_any"), {"number": "๑๒๓๔-๕๖๗๘-๙๐ab"})

    assert answered["Location"] == reverse("documents:verify", args=["1234-5678-90AB"])


@pytest.mark.parametrize("typed", ["", "   "])
def test_the_empty_form_only_asks(client, document, typed):
    shown = client.get(reverse("documents:verify_any"), {"number": typed})

    assert shown.status_code == 200
    assert "ไม่มีเอกสาร" not in page(shown)


@pytest.mark.parametrize("typed", ["ใบรับของฉัน", "<script>", "%00%", "8" * 5000, "'; --", "‮⁂"])
def test_nonsense_is_a_number_that_we_did_not_issue(client, document, typed):
    shown = client.get(reverse("documents:verify_any"), {"number": typed})

    assert shown.status_code == 404
    assert "<script>" not in page(shown)
