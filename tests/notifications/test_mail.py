"""Django's own way of sending mail ends in the outbox."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives

from notifications.models import Message

pytestmark = pytest.mark.django_db


def test_a_plain_mail_becomes_a_notice():
    EmailMessage("เรื่อง", "ข้อความ", "sender@portal.example", ["a@lao.example"]).send()

    message = Message.objects.get()
    assert (message.lane, message.kind, message.address) == ("notice", "mail", "a@lao.example")
    assert (message.subject, message.text, message.sender) == (
        "เรื่อง", "ข้อความ", "sender@portal.example",
    )  # fmt: skip


def test_headers_of_the_portal_steer_the_mail_and_stay_in_the_house(sink):
    headers = {"X-Portal-Lane": "bulk", "X-Portal-Kind": "news", "X-Portal-Key": "news:1",
               "X-Portal-About": "edition:2565"}  # fmt: skip
    mail = EmailMultiAlternatives("เรื่อง", "ข้อความ", to=["a@lao.example"], headers=headers)
    mail.attach_alternative("<p>ข้อความ</p>", "text/html")

    mail.send()

    message = Message.objects.get()
    assert (message.lane, message.kind, message.dedupe_key, message.about, message.html) == (
        "bulk", "news", "news:1", "edition:2565", "<p>ข้อความ</p>",
    )  # fmt: skip


def test_each_address_gets_a_mail_of_its_own():
    EmailMessage("เรื่อง", "ข้อความ", to=["a@lao.example"], bcc=["b@lao.example"]).send()

    assert sorted(Message.objects.values_list("address", flat=True)) == [
        "a@lao.example", "b@lao.example",
    ]  # fmt: skip


def test_a_mail_with_an_attachment_is_a_mistake_of_ours():
    mail = EmailMessage("เรื่อง", "ข้อความ", to=["a@lao.example"])
    mail.attach("paper.txt", "x", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        mail.send()
