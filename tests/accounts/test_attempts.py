"""In the hour of the deadline: guessing is slow, and nobody can lock anybody else out."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from contest_portal.accounts import attempts
from notifications.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "ลมหนาวพัดมาแล้ว"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def clerk():
    return account("clerk@lao.example")


def account(email: str):
    user = make_user(email, name="มาลี", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def try_password(client, password: str, *, at: str, email: str = "clerk@lao.example") -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=at)
    return "_auth_user_id" in client.session


def ask_for_code(client, *, at: str, email: str = "clerk@lao.example") -> None:
    client.post(reverse("account_request_login_code"), {"email": email}, REMOTE_ADDR=at)


def guess(client, times: int, *, at: str) -> None:
    for _number in range(times):
        try_password(client, "ผิด", at=at)


def test_a_stranger_who_guesses_does_not_lock_the_person_out(client, clerk):
    guess(type(client)(), 20, at=ELSEWHERE)

    assert try_password(client, PASSWORD, at=HOME)


def test_the_stranger_is_locked_out(client, clerk):
    guess(client, 5, at=ELSEWHERE)

    assert not try_password(client, PASSWORD, at=ELSEWHERE)


def test_all_addresses_of_one_network_share_their_attempts(client, clerk):
    for last in range(5):
        guess(client, 1, at=f"198.51.100.{last}")

    assert not try_password(client, PASSWORD, at="198.51.100.200")


def test_of_ipv6_the_first_48_bits_are_a_network(client, clerk):
    for part in range(5):
        guess(client, 1, at=f"2001:db8:1:{part}::1")

    assert not try_password(client, PASSWORD, at="2001:db8:1:ffff::2")
    assert try_password(type(client)(), PASSWORD, at="2001:db8:2::1")


def test_a_known_browser_comes_in_though_its_own_network_is_locked_out(client, clerk):
    try_password(client, PASSWORD, at=HOME)
    client.post(reverse("account_logout"))
    guess(type(client)(), 5, at=HOME)

    assert not try_password(type(client)(), PASSWORD, at=HOME)
    assert try_password(client, PASSWORD, at=HOME)


def test_a_known_browser_has_few_guesses_too(client, clerk):
    try_password(client, PASSWORD, at=HOME)
    client.post(reverse("account_logout"))
    guess(client, 5, at=HOME)

    assert not try_password(client, PASSWORD, at=HOME)


def test_a_browser_known_to_one_person_is_no_help_against_another(client, clerk):
    account("other@lao.example")
    stranger = type(client)()
    try_password(stranger, PASSWORD, at=HOME, email="other@lao.example")
    stranger.post(reverse("account_logout"))
    guess(type(client)(), 5, at=HOME)

    assert not try_password(stranger, PASSWORD, at=HOME)


def test_a_forged_cookie_makes_no_browser_known(client, clerk):
    try_password(client, PASSWORD, at=HOME)
    client.post(reverse("account_logout"))
    client.cookies["device"] = client.cookies["device"].value[:-2] + "xx"
    guess(type(client)(), 5, at=HOME)

    assert not try_password(client, PASSWORD, at=HOME)


def test_the_cookie_of_a_known_browser_names_nobody(client, clerk):
    try_password(client, PASSWORD, at=HOME)
    cookie = client.cookies["device"]

    assert "clerk" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_stranger_who_asks_for_codes_leaves_the_person_theirs(client, clerk):
    for _number in range(10):
        ask_for_code(type(client)(), at=ELSEWHERE)
    assert Message.objects.count() == 5

    ask_for_code(client, at=HOME)

    assert Message.objects.count() == 6


def test_a_stranger_who_asks_for_new_passwords_leaves_the_person_theirs(client, clerk):
    ask = {"path": reverse("account_reset_password"), "data": {"email": clerk.email}}
    for _number in range(10):
        type(client)().post(**ask, REMOTE_ADDR=ELSEWHERE)
    assert Message.objects.count() == 5

    client.post(**ask, REMOTE_ADDR=HOME)

    assert Message.objects.count() == 6


def test_fifty_failures_in_an_hour_raise_an_alarm_and_one_mail_and_lock_nobody_out(
    client, clerk, caplog
):
    for number in range(attempts.MANY + 10):
        try_password(client, "ผิด", at=f"198.51.{number}.1")

    assert [mail.kind for mail in Message.objects.all()] == ["many_failures"]
    alarms = [entry for entry in caplog.records if "alarm" in entry.message]
    assert [entry.levelno for entry in alarms] == [logging.ERROR]
    assert clerk.email not in alarms[0].getMessage()
    assert try_password(client, PASSWORD, at=HOME)


def test_attempts_that_were_not_even_tried_count_for_the_alarm_too(client, clerk):
    guess(client, attempts.MANY, at=ELSEWHERE)

    assert Message.objects.get().kind == "many_failures"


def test_failures_of_an_unknown_address_tell_nobody(client, caplog):
    for number in range(attempts.MANY):
        try_password(client, "ผิด", at=f"198.51.{number}.1", email="nobody@x.example")

    assert not Message.objects.exists()


@pytest.mark.parametrize("way", [try_password, ask_for_code], ids=["password", "code"])
def test_sixty_clerks_behind_one_address_come_in_within_a_minute(client, way):
    clerks = [account(f"clerk{number}@lao.example") for number in range(60)]

    for clerk in clerks:
        browser = type(client)()
        if way is try_password:
            assert try_password(browser, PASSWORD, at=HOME, email=clerk.email)
        else:
            ask_for_code(browser, at=HOME, email=clerk.email)

    assert way is try_password or Message.objects.count() == 60


def test_sixty_clerks_behind_one_address_make_accounts_within_a_minute(client):
    for number in range(60):
        type(client)().post(
            reverse("account_signup"), {"email": f"new{number}@lao.example"}, REMOTE_ADDR=HOME
        )

    assert Message.objects.count() == 60
