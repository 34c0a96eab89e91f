"""The portal notices silence, and says which part is silent."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from contest_portal import clock, health
from contest_portal.accounts.roles import Role
from notifications.carrying import breaker
from notifications.models import Heartbeat
from tests.factories import make_user

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


def test_the_numbers_name_each_part(client, broker):
    hear_of("beat", seconds_ago=10)

    lines = client.get("/metrics").content.decode().splitlines()

    assert lines[2:] == [
        'portal_alarm{part="database"} 0',
        'portal_alarm{part="broker"} 0',
        'portal_alarm{part="worker"} 1',
        'portal_alarm{part="beat"} 0',
        'portal_alarm{part="relay"} 0',
    ]


@pytest.fixture
def silent(settings, monkeypatch):
    """A portal whose worker and beat nobody has heard of, and that was not looked at yet."""
    settings.PORTAL_REDIS_URL = "unix:///nowhere.sock"
    monkeypatch.setattr(health, "_last", health._Look())
    monkeypatch.setattr(health, "_broker_answers", lambda: True)


@pytest.mark.parametrize("role", [Role.DLA_OFFICER, Role.ORGANISER, Role.ADMINISTRATOR])
def test_officers_see_on_every_page_what_is_silent(client, silent, role):
    client.force_login(make_user(role=role))

    page = client.get("/home/")

    assertContains(page, "ระบบบางส่วนไม่ตอบสนอง")
    assertContains(page, "<li>ตัวทำงานเบื้องหลัง (worker)</li>", html=True)
    assertNotContains(page, "<li>ระบบส่งจดหมาย</li>", html=True)


def test_others_are_not_troubled_with_it(client, silent):
    client.force_login(make_user())

    assertNotContains(client.get("/home/"), "ระบบบางส่วนไม่ตอบสนอง")
    assertNotContains(client.get("/"), "ระบบบางส่วนไม่ตอบสนอง")


def test_pages_look_again_only_after_a_while(silent, monkeypatch):
    looks = []
    monkeypatch.setattr(health, "silent_parts", lambda: looks.append("look") or ["worker"])

    told = [list(map(str, health.alarms())) for _page in range(3)]

    assert (told, len(looks)) == ([["ตัวทำงานเบื้องหลัง (worker)"]] * 3, 1)
