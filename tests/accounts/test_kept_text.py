"""A session that ends while somebody types loses nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import clock
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PROFILE = reverse("accounts:profile")
TYPED = {"name": "นางสาวสมใจ ใจดี", "position": "นักวิชาการ"}


def test_what_a_signed_out_person_sent_is_offered_again_after_signing_in(client):
    person = make_user()

    to_sign_in = client.post(PROFILE, TYPED)
    client.force_login(person)
    offered = client.get(PROFILE)

    assert to_sign_in.status_code == 302
    assert to_sign_in["Location"].startswith(reverse("account_login"))
    assert "นางสาวสมใจ ใจดี" in offered.content.decode()
    assert offered.context["kept"]["fields"] == {name: [text] for name, text in TYPED.items()}


def test_sending_it_again_saves_it_and_the_page_is_itself_again(client):
    person = make_user()
    client.post(PROFILE, TYPED)
    client.force_login(person)

    client.post(PROFILE, TYPED)

    person.refresh_from_db()
    assert person.name == TYPED["name"]
    assert "kept" not in client.get(PROFILE).context


def test_who_does_not_want_it_gets_the_page_itself(client):
    client.post(PROFILE, TYPED)
    client.force_login(make_user())

    answered = client.get(f"{PROFILE}?discard-kept-text")

    assert answered["Location"] == PROFILE
    assert "kept" not in client.get(PROFILE).context


def test_it_is_offered_on_its_own_page_only(client):
    client.post(PROFILE, TYPED)
    client.force_login(make_user())

    assert "kept" not in client.get(reverse("accounts:lao_search")).context


def test_it_is_forgotten_after_an_hour(client, monkeypatch):
    client.post(PROFILE, TYPED)
    client.force_login(make_user())
    later = clock.machine_now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "machine_now", lambda: later)

    assert "kept" not in client.get(PROFILE).context


def test_a_press_without_words_is_offered_again_too(client):
    """As of the button that submits: its key is all that it sends."""
    client.post(PROFILE, {"key": "k1"})
    client.force_login(make_user())

    assert client.get(PROFILE).context["kept"]["fields"] == {"key": ["k1"]}


def test_an_address_of_a_button_says_so_when_it_is_opened(client):
    client.force_login(make_user())

    answered = client.get(reverse("language"))

    assert (answered.status_code, answered["Allow"]) == (405, "POST")
    assert "ที่อยู่นี้มีไว้ให้ปุ่ม" in answered.content.decode()
