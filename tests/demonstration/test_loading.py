"""Filling an empty portal with the demonstration."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from contest_portal import clock
from contest_portal.accounts.models import Membership, User
from contest_portal.audit.models import AuditEvent
from contest_portal.clock.models import Simulation
from contest_portal.demonstration import loading, people
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Contact, Province
from notifications.models import Message
from tests.factories import make_lao

pytestmark = pytest.mark.django_db

TABLES = (Province, LAO, Contact, Edition, User, Membership, Simulation, AuditEvent, Message)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


def test_the_demonstration_has_everything_and_a_second_load_adds_nothing():
    loading.load()
    first = counts()
    Simulation.objects.update(anchor=loading.BEGINNING + timedelta(days=3))
    loading.load()

    assert counts() == first
    assert list(first.values())[:7] == [77, 7849, 85, 1, len(people.PEOPLE), 1, 1]
    assert Simulation.objects.get().anchor == loading.BEGINNING + timedelta(days=3)
    assert {
        address.rpartition(".")[2] for address in Contact.objects.values_list("address", flat=True)
    } == {"example"}


def test_nothing_is_loaded_beside_a_real_register():
    make_lao()

    with pytest.raises(CommandError):
        call_command("load_demonstration")

    assert counts() == {
        **dict.fromkeys((model.__name__ for model in TABLES), 0), "Province": 1, "LAO": 1,
    }  # fmt: skip


def test_nothing_is_loaded_outside_a_demonstration(settings):
    settings.PORTAL_DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demonstration")

    assert not Province.objects.exists()


def test_the_beginning_is_the_morning_of_the_circular():
    assert loading.BEGINNING.isoformat() == "2022-09-28T09:00:00+07:00"
    assert clock.now() > loading.BEGINNING  # until it is set
