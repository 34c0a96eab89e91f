"""Every answer tells the browser what it may do with it, whatever the answer is."""

import pytest
from django.urls import reverse

from contest_portal import homes
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db

OWED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers_of(response) -> dict[str, str]:
    return {name: response.headers.get(name, "") for name in OWED}


@pytest.fixture
def answers(client, monkeypatch):
    """One answer of each kind."""
    make_edition()
    client.raise_request_exception = False
    found = {200: client.get("/"), 404: client.get("/nowhere/"), 302: client.get(reverse("home"))}
    client.force_login(make_user())
    found[403] = client.get(reverse("accounts:claim_list"))
    monkeypatch.setattr(homes, "steps_for", lambda *arguments: 1 / 0)
    found[500] = client.get(reverse("home"))
    return found


def test_every_kind_of_answer_carries_the_headers(answers):
    assert {status: response.status_code for status, response in answers.items()} == {
        status: status for status in answers
    }
    assert {status: headers_of(response) for status, response in answers.items()} == dict.fromkeys(
        answers, OWED
    )


def test_every_kind_of_answer_carries_the_policy_for_content(answers):
    policies = {response.headers.get("Content-Security-Policy") for response in answers.values()}

    assert len(policies) == 1
    assert "default-src 'none'" in policies.pop()
