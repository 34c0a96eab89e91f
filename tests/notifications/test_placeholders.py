"""Words in braces: a closed list, filled in for each province, never in what is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal.accounts.roles import Role
from notifications.circulars import amending, forms
from notifications.letters import letter_sheet, links, placeholders
from notifications.models import Circular, Message
from notifications.reminding import escalating, reminders
from tests import factories
from tests.factories import WORKING_DAY

from .factories import make_circular, make_officers

pytestmark = pytest.mark.django_db

RELEASING = Circular.Status.RELEASING
BODY = "ขอความร่วมมือจังหวัด{จังหวัด} แจ้งภายใน{ วันปิดรับ } ที่ {ลิงก์}"
TEMPLATE = {"addressee": "{ผู้ว่าราชการจังหวัด}", "subject": "ถึง{จังหวัด}", "body": BODY}
CLOSING = "วันพุธที่ ๕ ตุลาคม ๒๕๖๕ เวลา ๒๓.๕๙ น."


@pytest.fixture
def recipient(set_clock):
    set_clock(WORKING_DAY)
    circular = make_circular(RELEASING, provinces=2, **TEMPLATE)
    return links.recipient_of(links.token_of(circular.recipients.get(province="31")))


def test_each_mail_names_its_own_province_and_link(recipient):
    mail = Message.objects.get(recipient=recipient)
    url = links.url_of(recipient)

    assert mail.subject.endswith("ถึงจังหวัด31")
    assert f"ขอความร่วมมือจังหวัดจังหวัด31 แจ้งภายใน{CLOSING} ที่ {url}\n" in mail.text
    assert "เรียน ผู้ว่าราชการจังหวัดจังหวัด31" in mail.text
    assert "{" not in mail.text + mail.html


def test_so_does_the_page_behind_the_link_and_the_draft_of_the_provinces_own_letter(
    recipient, client
):
    page = client.get(links.path_of(recipient)).content.decode()

    assert f"ขอความร่วมมือจังหวัดจังหวัด31 แจ้งภายใน{CLOSING} ที่ {links.url_of(recipient)}" in page
    assert "ถึงจังหวัด31" in page


def test_what_is_stored_and_approved_keeps_its_braces(recipient):
    circular = Circular.objects.get()

    assert (circular.body, circular.addressee) == (BODY, "{ผู้ว่าราชการจังหวัด}")
    assert circular.content_digest == circular.approved_digest


def test_the_one_paper_names_no_province(recipient):
    says = letter_sheet.says(recipient.circular)

    assert says["headings"][1] == ["เรียน", "ผู้ว่าราชการจังหวัด"]
    assert "จังหวัด………… แจ้งภายใน" in says["paragraphs"][0]
    assert links.token_of(recipient) not in str(says)


def test_who_composes_is_told_what_the_one_paper_leaves_open(client):
    alike = make_circular(body="แจ้งภายใน{วันปิดรับ}")
    differing = make_circular(edition=alike.edition, **TEMPLATE)
    client.force_login(alike.prepared_by)

    pages = [
        client.get(reverse("notifications:circular", args=[each.edition.slug, each.pk]))
        for each in (alike, differing)
    ]

    assert [page.context["for_each"] for page in pages] == [False, True]
    assert "PDF เป็นฉบับเดียวสำหรับทุกจังหวัด" in pages[1].content.decode()


def test_a_reminder_is_filled_in_too(recipient):
    message = reminders._draft(recipient.circular, recipient, 1)

    assert "ถึงจังหวัด31" in message.subject


def test_so_is_the_letter_to_a_second_mailbox(recipient):
    message = escalating._draft(recipient.circular, recipient, recipient.contact)

    assert "ถึงจังหวัด31" in message.subject
    assert "{" not in message.subject + message.text


def test_so_is_a_correction(recipient):
    circular = recipient.circular
    facts = {"by": make_officers()[0], "at": WORKING_DAY}
    correction = amending.propose(circular, "แก้วันที่", **facts)
    amending.approve(correction, by=make_officers()[1], at=WORKING_DAY)

    mail = Message.objects.get(recipient=recipient, kind=amending.KIND)
    assert mail.subject.endswith("ถึงจังหวัด31")
    assert "{" not in mail.subject + mail.text


def test_a_letter_without_braces_is_left_alone():
    circular = make_circular(body="ตามต้นฉบับ")

    assert placeholders.filled_for_everybody(circular) is circular


@pytest.mark.parametrize("text", ["{จังหวัด} {ลิงก์}", "ไม่มี", "{}", "{\n}", "a } b { c"])
def test_known_ones_and_stray_braces_are_no_mistake(text):
    assert placeholders.unknown_in(text) == []


def test_an_unknown_one_is_refused_with_a_list_of_those_allowed(client):
    factories.make_edition()
    client.force_login(factories.make_user(role=Role.DLA_OFFICER))

    typed = {"text": "เรียน ท่าน\n\nด้วย {อำเภอ} และ {อำเภอ}"}
    page = client.post("/2565/circulars/new/", typed).content.decode()

    assert "หนังสือมี {อำเภอ} ซึ่งระบบไม่รู้จัก" in page
    assert "{จังหวัด} {ผู้ว่าราชการจังหวัด} {วันปิดรับ} {ลิงก์}" in page
    assert Circular.objects.count() == 0


@pytest.mark.parametrize("name", ["subject", "addressee"])
def test_corrected_fields_are_checked_too(name):
    form = forms.ContentForm({name: "ถึง {ใครก็ได้}"})

    assert "{ใครก็ได้}" in form.errors[name][0]


def test_the_deadline_is_asked_for_once_for_all_mails():
    def cost(provinces: int) -> int:
        edition = factories.make_edition(f"e{provinces}")
        with CaptureQueriesContext(connection) as queries:
            make_circular(RELEASING, provinces=provinces, edition=edition, **TEMPLATE)
        return sum("extension" in query["sql"] for query in queries)

    assert cost(1) == cost(3) == 1
