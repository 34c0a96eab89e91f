"""Without Redis everybody may try to sign in: losing counts is better than losing people."""

import logging
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.urls import reverse

from contest_portal.forgiving_cache import ForgivingRedisCache
from tests.factories import make_user

NOWHERE = {
    "BACKEND": "contest_portal.forgiving_cache.ForgivingRedisCache",
    "LOCATION": "redis://127.0.0.1:9/0",
    "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
}


@pytest.fixture(autouse=True)
def redis_is_away(settings, monkeypatch):
    monkeypatch.setattr(ForgivingRedisCache, "_silent_until", 0.0)
    settings.CACHES = {"default": NOWHERE}


def test_the_password_signs_in_while_redis_is_away(client, db):
    user = make_user("clerk@lao.example", name="มาลี", password="ลมหนาวพัดมาแล้ว")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    sent = {"login": user.email, "password": "ลมหนาวพัดมาแล้ว"}

    answered = client.post(reverse("account_login"), sent)

    assert answered["Location"] == reverse("home")


def test_a_wrong_password_is_still_wrong(client, db):
    user = make_user("clerk@lao.example", password="ลมหนาวพัดมาแล้ว")

    answered = client.post(reverse("account_login"), {"login": user.email, "password": "ผิด"})

    assert answered.status_code == 200


def test_the_log_raises_an_alarm_and_redis_is_left_alone_for_a_while(caplog):
    began = time.monotonic()
    for _number in range(50):
        caches["default"].get("anything")

    assert time.monotonic() - began < 1
    assert [entry.levelno for entry in caplog.records] == [logging.ERROR]


def test_nothing_is_remembered_and_everything_is_allowed():
    cache = caches["default"]

    assert cache.add("key", 1) is True
    assert cache.get("key", "nothing") == "nothing"
    assert cache.incr("key") == 1
    assert cache.delete("key") is False
