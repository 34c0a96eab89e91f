"""A request arrives when its last byte has reached the front door."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from contest_portal import clock
from contest_portal.clock import arrival

pytestmark = pytest.mark.django_db


def arrive(request):
    arrival.stamp_arrival(lambda request: HttpResponse())(request)
    return request


def stamped(seconds_ago: float):
    moment = clock.machine_now() - timedelta(seconds=seconds_ago)
    return RequestFactory().get("/", headers={"X-Received-At": f"{moment.timestamp():.3f}"})


def test_a_plausible_stamp_of_the_trusted_proxy_is_the_arrival(settings):
    settings.PORTAL_TRUSTED_PROXY = True
    request = stamped(seconds_ago=3)

    arrive(request)

    late = clock.machine_now() - clock.arrived_at(request)
    assert timedelta(seconds=2.9) < late < timedelta(seconds=10)
    assert not arrival.arrival_is_doubtful(request)


@pytest.mark.parametrize("seconds_ago", [121, -2])
def test_an_implausible_stamp_gives_way_to_our_own_clock_and_is_marked(settings, seconds_ago):
    settings.PORTAL_TRUSTED_PROXY = True
    request = stamped(seconds_ago)

    arrive(request)

    assert clock.machine_now() - clock.arrived_at(request) < timedelta(seconds=10)
    assert arrival.arrival_is_doubtful(request)


@pytest.mark.parametrize("stamp", ["", "nan", "-1", "9" * 60])
def test_an_implausible_stamp_is_an_alarm_in_the_log(settings, caplog, stamp):
    settings.PORTAL_TRUSTED_PROXY = True

    arrive(RequestFactory().get("/", headers={"X-Received-At": stamp}))

    alarms = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.message.startswith("ALARM") for record in alarms] == [True]
    assert stamp[:40] in alarms[0].message and "9" * 41 not in alarms[0].message


@pytest.mark.parametrize("text", ["", "noon", "nan", "inf", "-inf", "1e400"])
def test_a_stamp_that_is_no_time_is_no_stamp(text):
    assert arrival.parse_stamp(text) is None


def test_a_stamp_is_seconds_since_the_epoch():
    assert arrival.parse_stamp("1664989200.500") == datetime(2022, 10, 5, 17, 0, 0, 500_000, UTC)


def test_a_stamp_is_ignored_without_a_trusted_proxy():
    request = stamped(seconds_ago=60)

    arrive(request)

    assert clock.machine_now() - clock.arrived_at(request) < timedelta(seconds=10)


def test_without_a_proxy_the_body_is_read_before_the_clock():
    body_read_at = []

    class SlowBody(io.BytesIO):
        def read(self, *size):
            body_read_at.append(clock.machine_now())
            return super().read(*size)

    request = RequestFactory().post("/", data=b"", content_type="application/x-www-form-urlencoded")
    request._stream = SlowBody(b"name=value")

    arrive(request)

    assert body_read_at[-1] <= request.arrived_by_machine
