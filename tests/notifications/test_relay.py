"""Only production may use a mail relay that is not on this machine."""

import pytest

from notifications import checks
from notifications.carrying import delivery, relay
from notifications.mailing import outbox
from notifications.models import Message
from tests.notifications.factories import make_message

ELSEWHERE = "smtp://relay.agency.example:25"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_goes_by_many_names(host):
    assert relay.is_on_this_machine(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "relay.agency.example", "localhost.example"])
def test_other_machines_are_not_this_one(host):
    assert not relay.is_on_this_machine(host)


@pytest.mark.parametrize("environment", ["local", "demo", "a restored copy", ""])
def test_outside_production_a_relay_elsewhere_stops_the_start(settings, environment):
    settings.PORTAL_SMTP_URL, settings.PORTAL_DEMO = ELSEWHERE, False
    settings.PORTAL_ENVIRONMENT = environment

    errors = checks.relay_is_on_this_machine_outside_production()

    assert [error.id for error in errors] == ["notifications.E001"]


def test_a_demonstration_is_never_production(settings):
    settings.PORTAL_SMTP_URL, settings.PORTAL_DEMO = ELSEWHERE, True
    settings.PORTAL_ENVIRONMENT = relay.PRODUCTION

    with pytest.raises(relay.RelayForbidden):
        relay.refuse_foreign_relay()


def test_production_may_use_a_relay_elsewhere(settings):
    settings.PORTAL_SMTP_URL, settings.PORTAL_DEMO = ELSEWHERE, False
    settings.PORTAL_ENVIRONMENT = relay.PRODUCTION

    assert checks.relay_is_on_this_machine_outside_production() == []


@pytest.mark.django_db
def test_a_forbidden_relay_gets_no_mail_and_no_mail_fails(settings):
    settings.PORTAL_SMTP_URL = ELSEWHERE
    make_message()

    ends = outbox.drain()

    assert ends == {delivery.Verdict.RELAY_TROUBLE: 1}
    assert Message.objects.get().state == Message.State.QUEUED
