"""Proving one's claim in the browser: code, mailbox, letter; and printing the codes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_portal import audit, clock
from contest_portal.accounts import claim_codes, claim_letters
from contest_portal.accounts.models import ClaimCode, ClaimLetter, Membership
from contest_portal.accounts.roles import Kind, Role
from contest_portal.audit.models import AuditEvent
from tests import scanning
from tests.factories import (
    WORKING_DAY,
    make_amphoe,
    make_edition,
    make_lao,
    make_lao_contact,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n signed\n%%EOF"


@pytest.fixture
def korat():
    return make_province("30", name_th="นครราชสีมา")


@pytest.fixture
def claim(client, korat):
    """Of somebody who is signed in."""
    make_edition()
    person = make_user(name="มาลี", position="นักวิชาการ")
    client.force_login(person)
    return Membership.objects.create(user=person, lao=make_lao(korat), claimed_at=WORKING_DAY)


@pytest.fixture
def officer(korat):
    return make_user(role=Role.PROVINCE_OFFICER, province=korat)


def url(name, lao) -> str:
    return reverse(f"accounts:{name}", args=[lao.pk])


def page(response) -> str:
    return response.content.decode()


def printed(lao, officer) -> str:
    return claim_codes.print_for([lao], by=officer, at=clock.machine_now())[lao.pk]


def test_the_page_of_the_claim_shows_the_ways_and_what_each_takes(client, claim):
    shown = client.get(url("lao_claim", claim.lao))

    names = ("claim_code", "claim_letter")
    assert all(f'href="{url(name, claim.lao)}"' in page(shown) for name in names)
    assert url("claim_mailbox", claim.lao) not in page(shown)
    assert "ทะเบียนยังไม่มีอีเมลกลาง" in page(shown)


def test_with_a_mailbox_the_page_names_it(client, claim):
    contact = make_lao_contact(claim.lao)

    shown = page(client.get(url("lao_claim", claim.lao)))

    assert contact.address in shown
    assert f'href="{url("claim_mailbox", claim.lao)}"' in shown


def test_a_right_code_leads_to_the_organisation(client, claim, officer):
    code = printed(claim.lao, officer).lower().replace("-", " ")

    answered = client.post(url("claim_code", claim.lao), {"code": code})

    assert answered["Location"] == url("organisation", claim.lao)
    assert claim.user.memberships.get().how == "circular"


def test_a_wrong_code_is_asked_for_again_with_what_was_typed(client, claim):
    again = client.post(url("claim_code", claim.lao), {"code": "7k2m9 qx4da"})

    assert again.status_code == 200
    assert "7k2m9 qx4da" in page(again)
    assert "ลองได้อีก 4 ครั้ง" in page(again)


def test_pressing_twice_with_the_right_code_is_no_error(client, claim, officer):
    code = printed(claim.lao, officer)

    answers = [client.post(url("claim_code", claim.lao), {"code": code}) for _each in range(2)]

    assert {answer["Location"] for answer in answers} == {url("organisation", claim.lao)}


def test_a_code_is_sent_to_the_mailbox_after_asking(client, claim):
    make_lao_contact(claim.lao)

    asked = client.get(url("claim_mailbox", claim.lao))
    answered = client.post(url("claim_mailbox", claim.lao))

    assert (asked.status_code, answered["Location"]) == (200, url("claim_code", claim.lao))
    assert ClaimCode.objects.get().person == claim.user
    assert "ใช้ได้ 30 นาที" in page(client.get(url("claim_code", claim.lao)))


def test_without_a_mailbox_the_way_leads_back_to_the_others(client, claim):
    for send in (client.get, client.post):
        answered = send(url("claim_mailbox", claim.lao))
        assert answered["Location"] == url("lao_claim", claim.lao)


def send_letter(client, claim, content=PDF, name="หนังสือ.pdf"):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(url("claim_letter", claim.lao), {"letter": file})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0 picture", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n picture", "image/png"),
    ],
)
def test_a_letter_is_kept_as_it_came_under_what_it_really_is(client, claim, content, kind):
    answered = send_letter(client, claim, content, name="../../page.html")

    letter = claim.letters.get()
    assert answered["Location"] == url("lao_claim", claim.lao)
    with letter.original.open("rb") as kept:
        assert (kept.read(), letter.content_type) == (content, kind)
    assert "page" not in letter.original.name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ไฟล์ว่างเปล่า"),
        (b"<html>", "ไม่ใช่ PDF"),
        (b"PK\x03\x04 office", "ไม่ใช่ PDF"),
        (b"%PDF-" + b"0" * claim_letters.MOST_BYTES, "ส่งได้ไม่เกิน 10 MB"),
    ],
)
def test_a_file_that_cannot_be_a_letter_is_refused_with_a_remedy(client, claim, content, said):
    again = send_letter(client, claim, content)

    assert (again.status_code, ClaimLetter.objects.count()) == (200, 0)
    assert said in page(again)


def test_the_same_letter_twice_is_one_and_six_are_too_many(client, claim):
    for number in (1, 1, 2, 3, 4, 5):
        send_letter(client, claim, PDF + bytes([number]))
    again = send_letter(client, claim, PDF + b"6")

    assert claim.letters.count() == claim_letters.MOST_LETTERS
    assert "ครบห้าฉบับ" in page(again)


def letter_file(letter):
    return reverse("accounts:claim_letter_file", args=[letter.membership_id, letter.pk])


def test_a_letter_with_a_virus_is_locked_and_the_sender_told_what_to_do(
    client, claim, officer, settings
):
    with scanning.running() as clamd:
        settings.PORTAL_CLAMAV = clamd
        told = page(send_letter(client, claim, PDF + scanning.EICAR))
        clean = send_letter(client, claim)
    letter, harmless = claim.letters.order_by("size")[::-1]
    client.force_login(officer)
    refused = client.get(letter_file(letter), follow=True)

    assert clean.status_code == 302
    assert scanning.VIRUS in told
    assert "เครื่องอื่น" in told
    assert (letter.finding, harmless.finding) == (scanning.VIRUS, "")
    assert harmless.scanned_at
    assert refused.redirect_chain == [(url("claim_decide", claim), 302)]
    assert "ล็อกไว้แล้ว" in page(refused)
    assert b"".join(client.get(letter_file(harmless)).streaming_content) == PDF


def test_while_the_scanner_is_silent_a_letter_is_kept_and_not_opened(
    client, claim, officer, settings
):
    settings.PORTAL_CLAMAV = "unix:///nowhere/clamd.sock"
    sent = send_letter(client, claim)
    letter = claim.letters.get()
    client.force_login(officer)
    waiting = client.get(letter_file(letter), follow=True)
    with scanning.running() as clamd:
        settings.PORTAL_CLAMAV = clamd
        opened = client.get(letter_file(letter))

    assert sent["Location"] == url("lao_claim", claim.lao)
    assert "ยังไม่ได้ตรวจหนังสือฉบับนี้" in page(waiting)
    assert b"".join(opened.streaming_content) == PDF


def test_an_officer_reads_the_letter_as_a_download_and_decides_by_it(client, claim, officer):
    send_letter(client, claim)
    letter = claim.letters.get()
    file = reverse("accounts:claim_letter_file", args=[claim.pk, letter.pk])
    own = client.get(file).status_code
    client.force_login(officer)

    decide = url("claim_decide", claim)
    shown = page(client.get(decide))
    got = client.get(file)
    client.post(decide, {"decision": "verify"})

    assert (own, f'href="{file}"' in shown) == (403, True)
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content) == PDF
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert claim.user.memberships.get().how == Membership.How.LETTER
    events = audit.about(claim).values_list("action", flat=True)
    assert audit.Action.LETTER_READ in events


def test_a_provincial_officer_prints_codes_of_own_organisations_only(client, claim, officer):
    elsewhere = make_lao(make_province("31"))
    client.force_login(officer)

    asked = page(client.get(reverse("accounts:code_print")))
    sheet = page(client.post(reverse("accounts:code_print"), {"province": "31"}))

    code = printed(claim.lao, officer)
    assert (code in asked, code in sheet) == (False, True)
    assert f"เปิดหน้าที่ {claim.lao.name} กรอกรหัส" in sheet
    assert elsewhere.code not in sheet
    assert AuditEvent.objects.filter(action=audit.Action.CODES_PRINTED).first().province == "30"


def test_of_a_district_or_of_those_without_anybody_fewer_are_printed(client, korat, officer):
    make_edition()
    amphoe = make_amphoe(korat, name_th="ปากช่อง")
    here, there = make_lao(korat, amphoe=amphoe), make_lao(korat)
    taken = make_lao(korat, amphoe=amphoe)
    make_member(taken, kind=Kind.OWNER)
    client.force_login(officer)

    def slips(**chosen) -> set:
        sheet = client.post(reverse("accounts:code_print"), chosen)
        return {lao for lao, _code, _page in sheet.context["slips"]}

    assert slips() == {here, there, taken}
    assert slips(amphoe=amphoe.pk) == {here, taken}
    assert slips(amphoe=amphoe.pk, only_without="on") == {here}


def test_a_sheet_costs_the_same_for_one_and_for_thirty(
    client, korat, officer, django_assert_max_num_queries
):
    make_edition()
    make_lao(korat)
    client.force_login(officer)
    for _each in range(29):
        make_lao(korat, amphoe=make_amphoe(korat))

    with django_assert_max_num_queries(30):
        sheet = client.post(reverse("accounts:code_print"))

    assert len(sheet.context["slips"]) == 30


def test_suggestions_are_what_the_search_finds_with_places(client, claim, korat):
    amphoe = make_amphoe(korat, name_th="ปากช่อง")
    lao = make_lao(korat, amphoe=amphoe, bare_name="หนองบัว", name_th="องค์การบริหารส่วนตำบลหนองบัว")

    answer = client.get(reverse("accounts:lao_suggest"), {"q": "อบต หนองบัว"})

    assert answer.json() == {
        "found": [
            {
                "name": "อบต.หนองบัว",
                "place": "อ.ปากช่อง จ.นครราชสีมา",
                "code": lao.code,
                "url": url("lao_claim", lao),
            }
        ]
    }
    assert answer.headers["Cache-Control"].startswith("private")


def test_suggestions_cost_the_same_for_one_and_for_eight(
    client, claim, korat, django_assert_max_num_queries
):
    for number in range(30):
        make_lao(korat, bare_name=f"หนองบัว {number}", amphoe=make_amphoe(korat))

    with django_assert_max_num_queries(5):
        answer = client.get(reverse("accounts:lao_suggest"), {"q": "หนองบัว"})

    assert len(answer.json()["found"]) == 8


@pytest.mark.parametrize("words", ["", " ", "|", "/", "%", "<script>", "ก" * 5000])
def test_suggestions_answer_whatever_is_typed(client, claim, words):
    assert client.get(reverse("accounts:lao_suggest"), {"q": words}).status_code == 200
