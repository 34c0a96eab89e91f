"""The portal notices silence, and says which part is silent."""

from datetime import timedelta

import pytest

from contest_portal import clock, health
from notifications import breaker
from notifications.models import Heartbeat

pytestmark = pytest.mark.django_db


def hear_of(part, *, seconds_ago):
    Heartbeat.objects.create(part=part, at=clock.machine_now() - timedelta(seconds=seconds_ago))


@pytest.fixture
def broker(monkeypatch):
    monkeypatch.setattr(health, "_broker_answers", lambda: True)


def test_everything_alive_is_ready(client, broker):
    hear_of("worker", seconds_ago=10)
    hear_of("beat", seconds_ago=10)

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"ready": True, "silent": []})


def test_a_worker_that_was_not_heard_of_for_two_minutes_is_named(client, broker):
    hear_of("worker", seconds_ago=121)
    hear_of("beat", seconds_ago=10)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["silent"]) == (503, ["worker"])


def test_a_mail_relay_in_trouble_is_named(client, broker):
    hear_of("worker", seconds_ago=10)
    hear_of("beat", seconds_ago=10)
    for _time in range(breaker.TROUBLES_BEFORE_REST):
        breaker.note_trouble("535 refused", at=clock.machine_now())

    assert client.get("/readyz").json()["silent"] == ["relay"]


def test_a_broker_that_does_not_answer_is_named(client, settings, tmp_path):
    settings.PORTAL_REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    hear_of("worker", seconds_ago=10)
    hear_of("beat", seconds_ago=10)

    assert client.get("/readyz").json()["silent"] == ["broker"]


def test_the_process_itself_answers_whatever_else_is_silent(client):
    assert client.get("/healthz").status_code == 200
