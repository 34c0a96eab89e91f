"""Trying a circular out opens nothing, sends nothing to a province, and counts for nothing."""

from email.message import EmailMessage

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal import audit
from contest_portal.registry.models import Contact
from notifications.circulars import addressing, on_paper, trying
from notifications.circulars.audience import Audience
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Circular, Message
from tests import factories
from tests.factories import WORKING_DAY

from .factories import make_circular, make_officers

pytestmark = pytest.mark.django_db

Status = Circular.Status


@pytest.fixture
def desk(client, set_clock):
    set_clock(WORKING_DAY)
    client.officer = make_officers()[0]
    client.force_login(client.officer)
    return client


def address(name: str, circular: Circular, code: str = "") -> str:
    path = reverse(f"notifications:{name}", args=["2565", circular.pk])
    return f"{path}?province={code}" if code else path


def test_the_preview_is_the_mail_that_the_province_gets(desk):
    circular = make_circular(Status.RELEASING, provinces=2, body="ถึง{จังหวัด} ที่ {ลิงก์}")
    recipient = circular.recipients.get(province="31")
    sent = Message.objects.get(recipient=recipient)

    shown = desk.get(address("circular_preview", circular, "31")).context["mail"]

    url, words = links.url_of(recipient), "(ลิงก์เฉพาะของจังหวัด)"
    assert (shown["subject"], shown["address"], shown["sender"]) == (
        sent.subject, sent.address, sent.sender,
    )  # fmt: skip
    assert shown["text"] == sent.text.replace(url, words)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RELEASING])
def test_the_preview_shows_the_page_but_nothing_on_it_acts(desk, status):
    circular = make_circular(status, provinces=2)

    page = desk.get(address("circular_preview", circular, "31")).content.decode()

    assert "เปิดหน้านี้ไม่ใช่การตอบรับ" in page
    assert "<fieldset disabled>" in page
    assert 'method="post" novalidate' not in page  # only the chooser of letters in the frame
    assert [links.token_of(copy) in page for copy in circular.recipients.all()] == (
        [False] * circular.recipients.count()
    )
    assert Acknowledgement.objects.count() == 0
    assert not circular.recipients.exclude(first_opened_at=None).exists()


def test_where_laos_get_copies_too_the_preview_shows_one_of_the_province(desk):
    circular = make_circular(provinces=2, audience=Audience(with_laos=True))
    for code in ("30", "31"):
        lao = factories.make_lao(factories.make_province(code))
        Contact.objects.create(lao=lao, address=f"lao{code}@lao.example", source="t", main=True)

    shown = desk.get(address("circular_preview", circular, "31"))

    assert shown.context["lao_mail"]["address"] == "lao31@lao.example"
    assert "XXXXX-XXXXX" in shown.content.decode()


def test_any_lao_of_the_province_can_be_chosen(desk):
    circular = make_circular(audience=Audience(with_laos=True))
    province = factories.make_province("30")
    laos = [factories.make_lao(province) for _each in range(3)]
    for lao in laos:
        Contact.objects.create(lao=lao, address=f"{lao.pk}@lao.example", source="t", main=True)

    page = address("circular_preview", circular, "30")
    found = {desk.get(f"{page}&lao={lao.code}").context["lao_mail"]["address"] for lao in laos}

    assert found == {f"{lao.pk}@lao.example" for lao in laos}


def test_the_link_of_a_recipient_that_was_made_up_opens_nothing(client):
    circular = make_circular(Status.RELEASING)
    [recipient] = trying.recipients_of(circular)

    assert client.get(links.path_of(recipient)).status_code == 404


def test_a_province_that_gets_no_letter_cannot_be_looked_at(desk):
    circular = make_circular()

    assert desk.get(address("circular_preview", circular, "99")).status_code == 404


def test_thirty_recipients_cost_no_more_queries_than_one(desk):
    edition = factories.make_edition()

    def cost(provinces: int) -> int:
        circular = make_circular(Status.RELEASING, provinces=provinces, edition=edition)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("circular_preview", circular))
        return len(queries)

    assert cost(1) == cost(30) <= 18


def test_a_test_goes_to_the_officer_alone_and_is_marked(desk):
    circular = make_circular(provinces=2)

    desk.post(address("circular_test", circular))
    desk.post(address("circular_test", circular))

    mail = Message.objects.get()
    assert (mail.address, mail.recipient) == (desk.officer.email, None)
    assert mail.subject.startswith("[ทดสอบ] ")
    assert "ยังไม่ได้ส่งถึงจังหวัดใด" in mail.text
    assert "ยังไม่ได้ส่งถึงจังหวัดใด" in mail.html
    assert address("circular_preview", circular) in mail.text
    event = audit.about(circular).filter(action=audit.Action.CIRCULAR_TRIED).first()
    assert event.actor_id == str(desk.officer.pk)


def test_it_is_in_no_figure(desk):
    circular = make_circular(Status.RELEASING)
    desk.post(address("circular_test", circular))

    page = desk.get(address("circular", circular))

    assert len(page.context["copies"]) == 1
    assert sum(count for _label, count in page.context["totals"]) == 1
    assert addressing.about(circular.recipients.get()) != Message.objects.get(recipient=None).about


@pytest.mark.django_db(transaction=True)
def test_it_carries_the_signed_letter_and_goes_before_anybody_approved(sink):
    author = make_officers()[0]
    circular = on_paper.bring(make_circular(), b"%PDF-1.7", by=author, at=WORKING_DAY)
    trying.send_to_self(circular, by=author, at=WORKING_DAY)

    outbox.drain()

    [mail] = sink.accepted
    assert mail["To"] == author.email
    assert attachments(mail) == [b"%PDF-1.7"]


def attachments(mail: EmailMessage) -> list[bytes]:
    return [part.get_content() for part in mail.iter_attachments()]


def test_without_any_province_there_is_nothing_to_try(desk):
    circular = make_circular()
    factories.make_province("30").contacts.all().delete()

    assert desk.post(address("circular_test", circular)).status_code == 409
    assert desk.get(address("circular_preview", circular)).status_code == 200
