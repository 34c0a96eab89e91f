"""Each mail has a return address that names it and cannot be made up; a list may limit whom we
write to."""

import pytest

from notifications.carrying import returning
from notifications.mailing import outbox
from notifications.models import Message
from tests.notifications.factories import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def bounces(settings):
    settings.PORTAL_BOUNCE_DOMAIN = "bounce.contest.example"


def test_the_relay_hears_the_mail_s_own_return_address(sink, bounces):
    message = make_message()

    outbox.drain()

    [sender] = sink.senders
    assert sender.startswith(f"b+{message.pk.hex}.")
    assert len(sender.rpartition("@")[0]) <= 64
    assert returning.message_of(sender) == message


def test_capital_letters_on_the_way_back_do_no_harm(bounces):
    message = make_message()

    assert returning.message_of(returning.address_of(message).upper()) == message


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace(".", ".0", 1),
        lambda address: address.replace("b+", "c+"),
        lambda address: address.replace("bounce.contest", "bounce.elsewhere"),
        lambda address: "b+not-a-message.0000@bounce.contest.example",
        lambda address: "",
    ],
)
def test_a_return_address_we_did_not_write_names_no_mail(bounces, change):
    message = make_message()

    assert returning.message_of(change(returning.address_of(message))) is None


def test_the_proof_of_one_mail_does_not_fit_another(bounces):
    one, other = returning.address_of(make_message()), make_message()
    borrowed = f"b+{other.pk.hex}.{one.partition('.')[2]}"

    assert returning.message_of(borrowed) is None


def test_without_a_domain_for_bounces_they_go_to_the_sender(sink, settings):
    settings.PORTAL_BOUNCE_DOMAIN = ""
    make_message(sender="สารบรรณ <saraban@contest.example>")

    outbox.drain()

    assert sink.senders == ["saraban@contest.example"]
    assert returning.message_of("saraban@contest.example") is None


def test_with_a_list_only_those_on_it_are_written_to(sink, settings):
    settings.PORTAL_MAIL_ONLY_TO = ["@Office.example", "one@lao.example"]
    for address in ("a@office.example", "One@lao.example", "two@lao.example"):
        make_message(to=address)

    outbox.drain()

    assert len(sink.accepted) == 2
    held = Message.objects.get(state=Message.State.CANCELLED)
    assert (held.address, held.smtp_code) == ("two@lao.example", None)
