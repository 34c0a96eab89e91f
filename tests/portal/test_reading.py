"""Letters and contrast follow the reader from page to page, signed in or not, without scripts."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db
SAME_FOR_ALL = {"secure": "", "httponly": True, "samesite": "Lax", "max-age": 365 * 24 * 3600}


@pytest.fixture(autouse=True)
def edition():
    return make_edition()


def drawn(client, address: str = "/") -> dict[str, str]:
    """What the page's first element says about letters and contrast."""
    opening = re.search("<html[^>]*>", client.get(address).content.decode())[0]
    return dict(re.findall(r'data-(\w+)="(\w+)"', opening))


def pressed(client, address: str = "/") -> list[str]:
    """The values of the buttons that stand pressed in."""
    found = r'value="(\w+)" aria-pressed="true"'
    return re.findall(found, client.get(address).content.decode())


def choose(client, **choice: str):
    return client.post(reverse("display"), choice)


def test_who_chose_nothing_reads_usual_letters_and_the_contrast_of_the_system(client):
    assert drawn(client) == {"text": "normal"}
    assert pressed(client) == ["normal"]


def test_a_choice_leads_back_to_its_page_and_holds_on_the_next(client):
    back = choose(client, letters="larger", next="/verify/")
    choose(client, contrast="high")

    assert back["Location"] == "/verify/"
    assert drawn(client, "/verify/") == {"text": "larger", "contrast": "high"}
    assert pressed(client, "/verify/") == ["larger", "normal"]  # the next press ends the contrast


def test_a_choice_is_kept_when_somebody_signs_in(client):
    choose(client, letters="large")
    client.force_login(make_user())

    assert drawn(client, reverse("home")) == {"text": "large"}


def test_every_choice_can_be_taken_back(client):
    for choice in ({"letters": "larger"}, {"contrast": "high"}):
        choose(client, **choice)
    for choice in ({"letters": "normal"}, {"contrast": "normal"}):
        choose(client, **choice)

    assert drawn(client) == {"text": "normal", "contrast": "normal"}


def test_the_cookie_is_for_this_portal_only(client):
    cookie = choose(client, letters="large").cookies["letters"]

    assert {name: cookie[name] for name in SAME_FOR_ALL} == SAME_FOR_ALL


@pytest.mark.parametrize("choice", [{}, {"letters": "huge"}, {"contrast": ""}, {"other": "high"}])
def test_what_is_no_choice_changes_nothing(client, choice):
    answer = choose(client, **choice)

    assert (answer.status_code, dict(answer.cookies)) == (302, {})


def test_a_forged_cookie_is_not_drawn(client):
    client.cookies["letters"] = '"><script>'

    assert drawn(client) == {"text": "normal"}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_a_choice_leads_nowhere_else(client, elsewhere):
    assert choose(client, letters="large", next=elsewhere)["Location"] == "/"
