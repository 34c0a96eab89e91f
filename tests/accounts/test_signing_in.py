"""Signing in from end to end, with the codes as the outbox holds them."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from contest_portal.accounts.models import User
from notifications.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "ลมหนาวพัดมาแล้ว"
CODE_LINE = re.compile(r"^ +(\S+)$", re.MULTILINE)


@pytest.fixture
def officer():
    user = make_user("somchai@dla.example", name="สมชาย", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def mailed_code(address: str) -> str:
    mail = Message.objects.filter(address=address, lane=Message.Lane.CODE).latest("queued_at")
    return CODE_LINE.search(mail.text)[1]


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def ask_for_code(client, address: str):
    return client.post(reverse("account_request_login_code"), {"email": address})


def sign_in_by_password(client, address: str, password: str):
    return client.post(reverse("account_login"), {"login": address, "password": password})


def test_the_mailed_code_signs_in(client, officer):
    asked = ask_for_code(client, "Somchai@DLA.example")
    answered = client.post(asked["Location"], {"code": mailed_code(officer.email)})

    assert answered["Location"] == reverse("home")
    assert signed_in_as(client) == str(officer.pk)


def test_a_wrong_code_signs_nobody_in_and_says_so_in_thai(client, officer):
    asked = ask_for_code(client, officer.email)
    answered = client.post(asked["Location"], {"code": "ไม่ใช่รหัส"})

    assert answered.status_code == 200
    assert re.search("[ก-๙]", answered.content.decode())
    assert signed_in_as(client) is None


def test_three_wrong_codes_use_the_code_up(client, officer):
    asked = ask_for_code(client, officer.email)
    code = mailed_code(officer.email)
    for _attempt in range(3):
        client.post(asked["Location"], {"code": "WRONG1"})

    client.post(asked["Location"], {"code": code})

    assert signed_in_as(client) is None


def test_a_code_is_of_no_use_in_another_browser(client, officer):
    ask_for_code(client, officer.email)
    code = mailed_code(officer.email)
    stranger = type(client)()

    stranger.post(reverse("account_confirm_login_code"), {"code": code})

    assert signed_in_as(stranger) is None


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, officer):
    known = ask_for_code(client, officer.email)
    unknown = ask_for_code(type(client)(), "nobody@nowhere.example")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.address for mail in Message.objects.all()] == [officer.email]


def test_a_sixth_code_within_five_minutes_is_not_sent(client, officer):
    for _attempt in range(6):
        ask_for_code(type(client)(), officer.email)

    assert Message.objects.count() == 5


def test_the_password_signs_in_too(client, officer):
    answered = sign_in_by_password(client, officer.email, PASSWORD)

    assert answered["Location"] == reverse("home")
    assert signed_in_as(client) == str(officer.pk)


def test_a_wrong_password_keeps_the_address_that_was_typed(client, officer):
    answered = sign_in_by_password(client, officer.email, "ไม่ใช่รหัสผ่าน")

    assert answered.status_code == 200
    assert officer.email in answered.content.decode()
    assert signed_in_as(client) is None


def test_five_wrong_passwords_shut_the_door_for_a_while(client, officer):
    for _attempt in range(5):
        sign_in_by_password(client, officer.email, "ไม่ใช่รหัสผ่าน")

    sign_in_by_password(client, officer.email, PASSWORD)

    assert signed_in_as(client) is None


def test_a_disabled_person_is_not_signed_in(client, officer):
    officer.is_active = False
    officer.save()

    sign_in_by_password(client, officer.email, PASSWORD)

    assert signed_in_as(client) is None


def test_a_newcomer_confirms_the_address_by_code_and_is_asked_for_a_name(client):
    client.post(reverse("account_signup"), {"email": "prasit@lao.example"})
    code = mailed_code("prasit@lao.example")
    answered = client.post(reverse("account_email_verification_sent"), {"code": code})

    user = User.objects.get(email="prasit@lao.example")
    assert answered["Location"] == reverse("accounts:profile")
    assert signed_in_as(client) == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified


def test_somebody_who_has_an_account_learns_of_it_by_mail_only(client, officer):
    answered = client.post(reverse("account_signup"), {"email": officer.email})

    assert answered["Location"] == reverse("account_email_verification_sent")
    mail = Message.objects.get()
    assert (mail.address, mail.lane, mail.kind) == (officer.email, "code", "account_already_exists")


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, officer):
    wanted = reverse("accounts:lao_search")
    sent_to = client.get(wanted)["Location"]

    answered = client.post(sent_to, {"login": officer.email, "password": PASSWORD, "next": wanted})

    assert answered["Location"] == wanted


def test_a_new_password_ends_the_persons_other_sessions(client, officer):
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        sign_in_by_password(browser, officer.email, PASSWORD)
    chosen = {"oldpassword": PASSWORD, "password1": "ฝนตกแดดออกนก", "password2": "ฝนตกแดดออกนก"}

    client.post(reverse("account_change_password"), chosen)

    assert client.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


def test_a_notice_about_the_account_does_not_hurry(client, officer):
    sign_in_by_password(client, officer.email, PASSWORD)
    chosen = {"oldpassword": PASSWORD, "password1": "ฝนตกแดดออกนก", "password2": "ฝนตกแดดออกนก"}

    client.post(reverse("account_change_password"), chosen)

    assert [(mail.lane, mail.kind) for mail in Message.objects.all()] == [
        ("notice", "password_changed")
    ]


def test_the_pages_of_signing_in_that_can_be_reached_are_these():
    from allauth.urls import urlpatterns

    reachable = set(_names(urlpatterns))

    assert reachable == {
        "account_login", "account_logout", "account_inactive", "account_signup",
        "account_reauthenticate", "account_email", "account_email_verification_sent",
        "account_change_password", "account_set_password", "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done", "account_request_login_code",
        "account_confirm_login_code", "mfa_index", "mfa_authenticate", "mfa_reauthenticate",
        "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
        "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn", "usersessions_list",
    }  # fmt: skip


def _names(patterns):
    for pattern in patterns:
        yield from (
            _names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]
        )
