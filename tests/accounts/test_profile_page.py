"""Saying who one is."""

import pytest
from django.urls import reverse

from contest_portal.accounts.models import User
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db

URL = "/people/profile/"


@pytest.fixture
def person(client):
    make_edition()
    user = make_user()
    client.force_login(user)
    return user


def test_name_and_position_are_kept(client, person):
    answered = client.post(URL, {"name": " นางสาวมาลี ใจดี ", "position": "ปลัด\x00 อบต."})

    person = User.objects.get(pk=person.pk)
    assert answered["Location"] == reverse("home")
    assert (person.name, person.position) == ("นางสาวมาลี ใจดี", "ปลัด อบต.")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "​ ", "position": "ปลัด"},
        {"name": "มาลี", "position": ""},
        {"name": "ก" * 201, "position": "ปลัด"},
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, person, typed):
    again = client.post(URL, typed)

    assert again.status_code == 200
    assert "error-summary" in again.content.decode()
    assert again.context["form"].data.dict() == typed
    assert User.objects.get(pk=person.pk).name == ""


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_way_back_never_leaves_the_portal(client, person, elsewhere):
    answered = client.post(URL, {"name": "มาลี", "position": "ปลัด", "next": elsewhere})

    assert answered["Location"] == reverse("home")


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(URL).status_code == 302
