"""A session begins at sign-in, is seen by its person, and ends everywhere when it must."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts import presence
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "ลมหนาวพัดมาแล้ว"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"

TABLET = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"


@pytest.fixture
def clerk():
    user = make_user("clerk@lao.example", name="มาลี", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, clerk, browser: str = CHROME) -> str:
    """The key of the session."""
    sent = {"login": clerk.email, "password": PASSWORD}
    client.post(reverse("account_login"), sent, HTTP_USER_AGENT=browser)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def is_signed_in(client) -> bool:
    return client.get(reverse("home")).status_code == 200


def with_key(client, key: str):
    """Another browser that holds the same key."""
    other = type(client)()
    other.cookies[settings.SESSION_COOKIE_NAME] = key
    return other


def test_a_key_from_before_signing_in_is_of_no_use_afterwards(client, clerk):
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    before = planted.session_key

    after = sign_in(client, clerk)

    assert is_signed_in(client)
    assert before != after
    assert not is_signed_in(with_key(client, before))


def test_a_key_is_of_no_use_after_signing_out(client, clerk):
    key = sign_in(client, clerk)
    client.post(reverse("account_logout"))

    assert not is_signed_in(with_key(client, key))


def test_a_key_is_of_no_use_after_the_account_was_disabled(client, clerk):
    key = sign_in(client, clerk)
    clerk.is_active = False
    clerk.save(update_fields=["is_active"])

    assert not is_signed_in(with_key(client, key))


def test_a_key_is_of_no_use_after_the_password_has_changed(client, clerk):
    key = sign_in(client, clerk)
    clerk.set_password("ฝนตกแดดออกนก")
    clerk.save(update_fields=["password"])

    assert not is_signed_in(with_key(client, key))


def test_a_person_sees_where_they_are_signed_in(client, clerk):
    sign_in(client, clerk)
    sign_in(type(client)(), clerk, PHONE)

    page = client.get(reverse("usersessions_list")).content.decode()

    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page


def test_a_person_signs_out_everywhere_else_from_afar(client, clerk):
    elsewhere = type(client)()
    sign_in(client, clerk)
    sign_in(elsewhere, clerk, PHONE)

    client.post(reverse("usersessions_list"))

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def end_of(session):
    return {"session": session.pk}


def session_on(clerk, browser: str) -> UserSession:
    return UserSession.objects.get(user=clerk, user_agent=browser)


def test_a_person_ends_one_session_and_keeps_the_others(client, clerk):
    telephone, tablet = type(client)(), type(client)()
    sign_in(client, clerk)
    sign_in(telephone, clerk, PHONE)
    sign_in(tablet, clerk, TABLET)

    answer = client.post(reverse("usersessions_end"), end_of(session_on(clerk, PHONE)))

    assert answer["Location"] == reverse("usersessions_list")
    assert [is_signed_in(each) for each in (client, telephone, tablet)] == [True, False, True]


def test_each_other_session_has_a_button_that_ends_it(client, clerk):
    sign_in(client, clerk)
    sign_in(type(client)(), clerk, PHONE)

    page = client.get(reverse("usersessions_list")).content.decode()

    fields = re.findall(r'name="session" value="(\d+)"', page)
    assert fields == [str(session_on(clerk, PHONE).pk)]


def test_this_session_and_those_of_others_cannot_be_ended_so(client, clerk):
    other = make_user("other@lao.example", name="อื่น", password=PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    stranger = type(client)()
    sign_in(stranger, other, PHONE)
    sign_in(client, clerk)

    for session in (session_on(clerk, CHROME), session_on(other, PHONE)):
        assert client.post(reverse("usersessions_end"), end_of(session)).status_code == 404

    assert is_signed_in(client)
    assert is_signed_in(stranger)


@pytest.mark.parametrize("nonsense", [{}, {"session": "x"}, {"session": "0"}])
def test_no_session_by_that_number(client, clerk, nonsense):
    sign_in(client, clerk)

    assert client.post(reverse("usersessions_end"), nonsense).status_code == 404


def test_a_session_is_seen_again_once_in_five_minutes(client, clerk, monkeypatch):
    sign_in(client, clerk)
    session = session_on(clerk, CHROME)
    long_ago = session.last_seen_at - timedelta(days=1)
    UserSession.objects.update(last_seen_at=long_ago)

    client.get(reverse("home"), HTTP_USER_AGENT=CHROME)
    session.refresh_from_db()
    assert session.last_seen_at == long_ago

    later = clock.machine_now() + presence.NOTED_EVERY
    monkeypatch.setattr(clock, "machine_now", lambda: later)
    client.get(reverse("home"), HTTP_USER_AGENT=CHROME)
    session.refresh_from_db()
    assert session.last_seen_at > long_ago + timedelta(hours=12)


def test_others_sessions_are_nobodys_business(client, clerk):
    other = make_user("other@lao.example", name="อื่น", password=PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    stranger = type(client)()
    sign_in(stranger, other, PHONE)
    sign_in(client, clerk)

    assert "iPhone" not in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))

    assert is_signed_in(stranger)
