"""Moving the clock of a demonstration."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts.roles import Role
from contest_portal.audit.models import AuditEvent
from contest_portal.clock.models import Simulation
from contest_portal.demonstration.timekeeping import move_clock
from contest_portal.refusals import NotAllowed
from tests.factories import DEADLINE, OPENING, WORKING_DAY, make_edition, make_user

pytestmark = pytest.mark.django_db

URL = "/demo/clock/"
ADDRESSES = """
import django
django.setup()
from contest_portal.urls import urlpatterns
print(any(str(address.pattern).startswith("demo") for address in urlpatterns))
"""
LAST_MINUTE = datetime(2022, 10, 5, 16, 58, tzinfo=UTC)  # 23.58 in Bangkok


@pytest.fixture
def administrator(client, set_clock):
    set_clock(WORKING_DAY)
    user = make_user(role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("day", "hour"),
    [("5 ต.ค. 2565", "23.58"), ("๕ ตุลาคม ๒๕๖๕", "๒๓.๕๘ น."), ("5/10/2565", "23:58")],
)
def test_the_clock_goes_on_from_the_moment_that_was_written(client, administrator, day, hour):
    answered = client.post(URL, {"day": day, "hour": hour})

    assert answered["Location"] == reverse("demonstration:clock")
    assert timedelta(0) <= clock.now() - LAST_MINUTE < timedelta(minutes=1)


def test_moving_the_clock_is_on_the_record(client, administrator):
    client.post(URL, {"day": "5 ต.ค. 2565", "hour": "23.58"})

    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id) == ("clock.set", str(administrator.pk))
    assert event.facts == {
        "from": WORKING_DAY.isoformat(), "to": "2022-10-05T23:58:00+07:00", "rate": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "ใส่วันที่ เช่น 5 ต.ค. 2565"),
        ({"day": "5 ต.ค. 2565", "hour": "25.00"}, "เขียนเวลาแบบนี้ 09.41"),
        ({"day": "5 ต.ค. 2565", "hour": "เที่ยงคืน"}, "เขียนเวลาแบบนี้ 09.41"),
        ({"day": "31 ก.พ. 2565", "hour": "09.00"}, "31 ก.พ. 2565"),
        ({"day": "5 ต.ค. 2022", "hour": "09.00"}, "5 ต.ค. 2022"),
        ({"day": "ก" * 61, "hour": "9" * 21}, "ก" * 61),
    ],
)
def test_a_moment_that_cannot_be_read_is_asked_for_again(client, administrator, typed, said):
    again = client.post(URL, typed)

    assert again.status_code == 200
    assert said in again.content.decode()
    assert clock.now() == WORKING_DAY


def test_the_page_starts_from_the_present(client, administrator):
    page = client.get(URL).content.decode()

    assert 'value="28 ก.ย. 2565"' in page
    assert 'value="09.00"' in page


@pytest.mark.parametrize(
    ("key", "moment"),
    [
        ("opening", OPENING),
        ("last-hour", DEADLINE - timedelta(hours=1)),
        ("deadline", DEADLINE),
        ("judging", DEADLINE + timedelta(days=4)),
        ("judged", DEADLINE + timedelta(days=26)),
    ],
)
def test_one_press_jumps_to_a_moment_of_the_edition(client, administrator, key, moment):
    make_edition()
    assert f'value="{key}"' in client.get(URL).content.decode()

    client.post(URL, {"jump": key})

    assert timedelta(0) <= clock.now() - moment < timedelta(minutes=1)


def test_a_moment_that_the_edition_does_not_have_does_not_exist(client, administrator):
    make_edition()

    assert client.post(URL, {"jump": "yesterday"}).status_code == 404
    assert clock.now() == WORKING_DAY


def test_production_moves_no_clock(client, administrator, settings):
    make_edition()
    settings.PORTAL_DEMO = False

    client.post(URL, {"jump": "deadline"})
    client.post(URL, {"day": "5 ต.ค. 2565", "hour": "23.58"})

    with pytest.raises(NotAllowed):
        move_clock(DEADLINE, by=administrator)
    assert clock.now() == WORKING_DAY
    assert not AuditEvent.objects.exists()


def test_production_has_no_page_for_its_clock():
    listed = subprocess.run(
        [sys.executable, "-c", ADDRESSES], cwd=settings.BASE_DIR, capture_output=True, text=True,
        env={**os.environ, "PORTAL_DEMO": ""}, check=True,
    )  # fmt: skip

    assert listed.stdout.split() == ["False"]


def test_only_an_administrator_moves_the_clock(client, set_clock):
    set_clock(WORKING_DAY)
    client.force_login(make_user(role=Role.DLA_OFFICER))

    assert client.post(URL, {"day": "5 ต.ค. 2565", "hour": "23.58"}).status_code == 403
    assert clock.now() == WORKING_DAY


def test_the_command_reads_bangkok_time_unless_told_otherwise():
    call_command("set_clock", "2022-10-05T23:58", "--rate", "0")

    assert (clock.now(), Simulation.objects.get().rate) == (LAST_MINUTE, 0.0)
    call_command("set_clock", "2022-10-05T16:57+00:00", "--rate", "0")
    assert clock.now() == LAST_MINUTE - timedelta(minutes=1)


@pytest.mark.parametrize(
    "arguments",
    [("soon",), ("2022-13-01",), ("2022-10-05", "--rate", "-1"), ("2022-10-05", "--rate", "nan")],
)
def test_the_command_refuses_nonsense(arguments):
    with pytest.raises(CommandError):
        call_command("set_clock", *arguments)

    assert not Simulation.objects.exists()


def test_the_command_refuses_outside_a_demonstration(settings):
    settings.PORTAL_DEMO = False

    with pytest.raises(CommandError):
        call_command("set_clock", "2022-10-05T23:58")
