"""The link that signs an appointed person in once."""

import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts import one_time_links
from contest_portal.accounts.models import OneTimeLink
from contest_portal.refusals import NotAllowed
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointed():
    user = make_user("admin@portal.example", name="อำนาจ")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def token(appointed):
    return one_time_links.make(appointed, at=clock.machine_now())


def address(token: str) -> str:
    return reverse("accounts:one_time_link", args=[token])


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_opening_the_link_asks_and_uses_nothing_up(client, token):
    for _scanner in range(3):
        response = client.get(address(token))
        client.head(address(token))

    assert response.status_code == 200
    assert "เข้าใช้ในชื่อ อำนาจ" in response.content.decode()
    assert not signed_in(client)
    assert OneTimeLink.objects.get().closed_at is None


def test_the_answer_signs_in_and_leads_to_setting_a_password(client, token):
    response = client.post(address(token))

    assert response["Location"] == reverse("account_set_password")
    assert client.get(reverse("account_set_password")).status_code == 200
    assert client.get(reverse("home")).status_code == 200


def test_the_password_that_was_set_signs_in_afterwards(client, appointed, token):
    client.post(address(token))
    chosen = {"password1": "ลมหนาวพัดมาแล้ว", "password2": "ลมหนาวพัดมาแล้ว"}

    assert client.post(reverse("account_set_password"), chosen).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    client.logout()
    client.post(reverse("account_login"), {"login": appointed.email, "password": "ลมหนาวพัดมาแล้ว"})

    assert signed_in(client)


def test_somebody_with_a_password_goes_on_to_their_work(client, appointed, token):
    appointed.set_password("ลมหนาวพัดมาแล้ว")
    appointed.save()

    assert client.post(address(token))["Location"] == reverse("home")


def test_the_link_works_once(client, token):
    client.post(address(token))
    client.logout()

    response = client.post(address(token))

    assert response.status_code == 404
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in response.content.decode()
    assert not signed_in(client)


def test_of_two_uses_at_once_one_wins(token):
    at = clock.machine_now()
    first, second = one_time_links.find(token, at=at), one_time_links.find(token, at=at)
    one_time_links.use(first, at=at)

    with pytest.raises(NotAllowed):
        one_time_links.use(second, at=at)


def test_the_link_dies_after_a_day_by_the_machines_clock(appointed):
    made_at = clock.machine_now()
    token = one_time_links.make(appointed, at=made_at)
    moment = timedelta(microseconds=1)

    assert one_time_links.find(token, at=made_at + one_time_links.LIFE - moment)
    assert one_time_links.find(token, at=made_at + one_time_links.LIFE) is None


def test_a_newer_link_replaces_the_older_one(appointed, token):
    newer = one_time_links.make(appointed, at=clock.machine_now())

    assert one_time_links.find(token, at=clock.machine_now()) is None
    assert one_time_links.find(newer, at=clock.machine_now()).user == appointed


def test_a_disabled_person_cannot_come_in(client, appointed, token):
    appointed.is_active = False
    appointed.save()

    assert client.post(address(token)).status_code == 404
    assert not signed_in(client)


def test_a_link_is_not_cached_and_not_told_to_other_sites(client, token):
    response = client.get(address(token))

    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_the_database_does_not_hold_the_token(token):
    row = OneTimeLink.objects.values().get()

    assert token.partition(".")[2] not in {str(value) for value in row.values()}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.split(".")[0],
        lambda token: token.split(".")[0] + ".",
        lambda token: uuid.uuid4().hex + "." + token.split(".")[1],
        lambda token: token.replace(".", "ก"),
        lambda token: token + "ก",
        lambda token: "x" * 4000,
    ],
)
def test_a_spoiled_link_opens_nothing(client, token, spoil):
    response = client.post(address(spoil(token)))

    assert response.status_code == 404
    assert not signed_in(client)


def test_a_link_of_another_key_opens_nothing(client, token, settings):
    settings.PORTAL_LINK_KEY = "z" * 50

    assert client.post(address(token)).status_code == 404
