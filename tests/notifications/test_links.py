"""A link opens one province's letter, for a time, and cannot be guessed from the database."""

import uuid
from datetime import timedelta

import pytest

from contest_portal import clock
from notifications.letters import links
from notifications.models import Circular, Recipient
from tests.notifications.factories import make_circular, make_recipient

pytestmark = pytest.mark.django_db


def test_the_link_leads_to_its_letter():
    recipient = make_recipient()

    assert links.recipient_of(links.token_of(recipient)) == recipient


@pytest.mark.parametrize("spoil", [
    lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    lambda token: token[:-1],
    lambda token: token.partition(".")[0],
    lambda token: token.partition(".")[0] + ".",
    lambda token: str(uuid.uuid4()) + "." + token.partition(".")[2],
    lambda token: "ไม่ใช่ลิงก์.ปลอม",
    lambda token: "",
])  # fmt: skip
def test_anything_else_leads_nowhere(spoil, client):
    token = spoil(links.token_of(make_recipient()))

    assert links.recipient_of(token) is None
    assert client.get(f"/letters/{token or 'x'}/").status_code == 404


def test_the_proof_of_one_province_does_not_open_anothers_letter():
    one, other = make_circular(Circular.Status.RELEASING, provinces=2).recipients.all()
    _key, _dot, proof = links.token_of(one).partition(".")

    assert links.recipient_of(f"{other.pk}.{proof}") is None


@pytest.mark.parametrize("change", [
    lambda recipient: Circular.objects.update(version=2),
    lambda recipient: Recipient.objects.update(link_nonce=uuid.uuid4()),
])  # fmt: skip
def test_a_new_version_or_nonce_makes_the_old_link_useless(change):
    recipient = make_recipient()
    token = links.token_of(recipient)

    change(recipient)

    assert links.recipient_of(token) is None


def test_another_link_key_makes_other_links(settings):
    recipient = make_recipient()
    token = links.token_of(recipient)

    settings.PORTAL_LINK_KEY = "another key"

    assert links.recipient_of(token) is None


@pytest.mark.parametrize("closed", [
    {"link_not_after": clock.machine_now() - timedelta(seconds=1)},
    {"link_revoked_at": clock.machine_now()},
])  # fmt: skip
def test_an_old_or_revoked_link_says_what_to_do(client, closed):
    recipient = make_recipient(**closed)

    response = client.get(links.path_of(recipient))

    assert response.status_code == 410
    assert "ลิงก์นี้ปิดแล้ว" in response.content.decode()
