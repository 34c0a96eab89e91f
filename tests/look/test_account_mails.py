"""Mails about signing in: Thai, plain and HTML saying the same, and never a code in the subject."""

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories import make_edition, make_user

SUBJECTS = {
    "login_code": "รหัสเข้าสู่ระบบของคุณ",
    "email_confirmation": "รหัสยืนยันอีเมลของคุณ",
    "email_confirmation_signup": "รหัสยืนยันอีเมลของคุณ",
    "password_reset_key": "ลิงก์ตั้งรหัสผ่านใหม่",
    "account_already_exists": "อีเมลนี้มีบัญชีอยู่แล้ว",
    "unknown_account": "อีเมลนี้ยังไม่มีบัญชี",
    "password_changed": "รหัสผ่านของคุณเปลี่ยนแล้ว",
    "password_reset": "รหัสผ่านของคุณเปลี่ยนแล้ว",
    "password_set": "บัญชีของคุณมีรหัสผ่านแล้ว",
    "email_changed": "อีเมลของบัญชีคุณเปลี่ยนแล้ว",
    "email_confirm": "ยืนยันอีเมลของคุณแล้ว",
    "email_deleted": "ลบอีเมลออกจากบัญชีแล้ว",
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_subject_says_what_the_mail_is(name):
    subject = render_to_string(f"account/email/{name}_subject.txt", {"code": "ABC-123"})

    assert subject.strip() == SUBJECTS[name]


@pytest.fixture(autouse=True)
def mail_in_a_list(settings):
    """What is mailed is looked at as it was written, before the outbox takes it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def mailed_code(client, db):
    """The mail that comes when a person asks for a code, and the code of the waiting page."""
    make_user("clerk@lao.example")
    make_edition()
    client.post(reverse("account_request_login_code"), {"email": "clerk@lao.example"})
    return mail.outbox[-1]


def test_the_code_stands_in_the_plain_text_and_in_the_html(mailed_code):
    code = re.search(r"^    (\S+)$", mailed_code.body, re.MULTILINE)[1]
    html = mailed_code.alternatives[0].content

    assert strip_tags(html).split().count(code) == 1
    assert code not in mailed_code.subject


def test_both_texts_say_the_same_and_name_the_organiser(mailed_code):
    html = " ".join(strip_tags(mailed_code.alternatives[0].content).split())
    lines = [line.strip() for line in mailed_code.body.splitlines() if line not in ("", "--")]

    assert [line for line in lines if line not in html] == []
    assert "โทร." in html


def test_a_link_for_a_new_password_is_written_out_under_its_button(client, db):
    make_user("clerk@lao.example")
    client.post(reverse("account_reset_password"), {"email": "clerk@lao.example"})

    message = mail.outbox[-1]
    link = re.search(r"http://\S+", message.body)[0]

    assert message.alternatives[0].content.count(link) == 2
