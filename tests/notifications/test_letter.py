"""The province's page: opening it says nothing, the button says it all."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from contest_portal import audit
from contest_portal.accounts.roles import Role
from notifications.calling import timeline
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Message
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_recipient

pytestmark = pytest.mark.django_db

TYPED = {
    "answer": "forwarded", "name": "นางกมลชนก เรืองน่าน", "position": "นักส่งเสริมฯ",
    "own_number": "๑๒๓๔/๒๕๖๕",
}  # fmt: skip


@pytest.fixture
def recipient(set_clock):
    set_clock(WORKING_DAY)
    return make_recipient()


def test_opening_the_page_is_no_answer(client, recipient):
    page = client.get(links.path_of(recipient)).content.decode()

    recipient.refresh_from_db()
    assert "เปิดหน้านี้ไม่ใช่การตอบรับ" in page
    assert recipient.first_opened_at == WORKING_DAY
    assert Acknowledgement.objects.count() == 0
    assert Message.objects.get().state == Message.State.QUEUED


def test_a_mail_scanner_leaves_no_trace(client, recipient):
    response = client.head(links.path_of(recipient))

    recipient.refresh_from_db()
    assert (response.status_code, recipient.first_opened_at) == (200, None)


def test_nothing_is_filled_in_or_chosen_beforehand(client, recipient):
    page = client.get(links.path_of(recipient)).content.decode()

    inputs = re.findall(r'<input[^>]*name="(?:name|position|own_number|answer)"[^>]*>', page)
    assert len(inputs) == 6
    assert [tag for tag in inputs if "checked" in tag or 'type="text" value=' in tag] == []


def test_an_answer_is_kept_with_what_was_shown(client, recipient):
    response = client.post(links.path_of(recipient), TYPED)

    said = Acknowledgement.objects.get()
    assert response.status_code == 302
    assert (said.answer, said.name, said.position, said.own_number) == tuple(TYPED.values())
    assert (said.evidence, said.content_digest, said.version, said.at) == (
        "B", recipient.circular.content_digest, 1, WORKING_DAY,
    )  # fmt: skip


def test_an_answer_stops_the_mails_about_it(client, recipient, sink):
    client.post(links.path_of(recipient), TYPED)
    outbox.drain()

    assert Message.objects.get().state == Message.State.CANCELLED
    assert sink.accepted == []


def test_an_answer_is_recorded_under_the_name_that_was_typed(client, recipient):
    client.post(links.path_of(recipient), TYPED)

    event = audit.about(recipient).get()
    assert (event.actor_id, event.actor_label, event.actor_role) == (
        "", "นางกมลชนก เรืองน่าน (นักส่งเสริมฯ)", "link",
    )  # fmt: skip


def test_a_second_answer_shows_the_first(client, recipient):
    client.post(links.path_of(recipient), TYPED)

    client.post(links.path_of(recipient), {**TYPED, "name": "คนอื่น"})

    page = client.get(links.path_of(recipient)).content.decode()
    assert Acknowledgement.objects.get().name == "นางกมลชนก เรืองน่าน"
    assert ("นางกมลชนก เรืองน่าน" in page, "คนอื่น" in page) == (True, False)


@pytest.mark.parametrize("missing", ["answer", "name", "position"])
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(client, recipient, missing):
    typed = {key: value for key, value in TYPED.items() if key != missing}

    response = client.post(links.path_of(recipient), typed)

    page = response.content.decode()
    kept = [value for value in typed.values() if f'value="{value}"' in page]
    assert response.status_code == 200
    assert kept == list(typed.values())
    assert Acknowledgement.objects.count() == 0


@pytest.mark.parametrize("name", ["\x00\x07", "   ", "ก" * 201, "\u200b"])
def test_a_name_that_is_none_is_refused(client, recipient, name):
    response = client.post(links.path_of(recipient), {**TYPED, "name": name})

    assert response.status_code == 200
    assert Acknowledgement.objects.count() == 0


def test_control_characters_do_not_enter_the_record(client, recipient):
    client.post(links.path_of(recipient), {**TYPED, "name": "นาง\x00กมลชนก\r\nเรืองน่าน"})

    assert Acknowledgement.objects.get().name == "นางกมลชนก เรืองน่าน"


@pytest.mark.parametrize(("code", "evidence"), [("30", "A"), ("58", "B")])
def test_an_officer_of_that_very_province_counts_as_signed_in(client, recipient, code, evidence):
    province = factories.make_province(code)
    client.force_login(factories.make_user(role=Role.PROVINCE_OFFICER, province=province))

    client.post(links.path_of(recipient), TYPED)

    assert Acknowledgement.objects.get().evidence == evidence


def test_the_page_is_not_kept_by_caches_and_its_address_told_to_nobody(client, recipient):
    response = client.get(links.path_of(recipient))

    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_a_forged_answer_from_another_site_is_refused(recipient):
    client = Client(enforce_csrf_checks=True)

    response = client.post(links.path_of(recipient), TYPED)

    assert response.status_code == 403


RECEIVED = {**TYPED, "answer": "received"}
FORWARDED = {"answer": "forwarded", "name": "นายส่ง ต่อไป", "position": "ปลัด"}


def test_received_may_later_become_forwarded(client, recipient, set_clock):
    client.post(links.path_of(recipient), RECEIVED)
    set_clock(WORKING_DAY + timedelta(days=1))

    client.post(links.path_of(recipient), FORWARDED)

    said = Acknowledgement.objects.get()
    assert (said.answer, said.name, said.at) == ("forwarded", TYPED["name"], WORKING_DAY)
    assert [(event.facts["answer"], event.facts["name"]) for event in audit.about(recipient)] == [
        ("received", TYPED["name"]), ("forwarded", "นายส่ง ต่อไป"),
    ]  # fmt: skip
    assert [event.at for event in timeline.of(recipient)[-2:]] == [
        WORKING_DAY, WORKING_DAY + timedelta(days=1),
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["received", "forwarded", "not_ours"])
def test_a_double_click_says_it_once(client, recipient, first):
    for _press in range(2):
        client.post(links.path_of(recipient), {**TYPED, "answer": first})

    assert Acknowledgement.objects.get().answer == first
    assert audit.about(recipient).count() == 1


@pytest.mark.parametrize(("answer", "passed_on"), [("received", True), ("not_ours", False)])
def test_an_answered_page_gives_a_text_to_pass_on(client, recipient, answer, passed_on):
    page = client.post(links.path_of(recipient), {**TYPED, "answer": answer}, follow=True).text

    text = page.partition('id="pass-on"')[2].partition("</textarea>")[0]
    assert (recipient.circular.number in text) is passed_on
    assert links.token_of(recipient) not in text
