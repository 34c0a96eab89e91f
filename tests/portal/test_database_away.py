"""While the database is away people are told to come back, in a page that asks it nothing."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.test import Client

from contest_portal.editions.models.edition import EditionQuerySet

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    client = Client(raise_request_exception=False)
    client.cookies["sid"] = "a-session-that-has-to-be-looked-up"
    return client


def failing_with(error):
    def fail(*args, **kwargs):
        raise error

    return fail


def away(answer) -> bool:
    said = "ระบบยังไม่พร้อมชั่วคราว" in answer.content.decode()
    return (answer.status_code, answer.headers["Retry-After"], said) == (503, "10", True)


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError, DatabaseError])
def test_a_view_that_cannot_reach_the_database_says_when_to_try_again(
    visitor, monkeypatch, django_assert_num_queries, kind
):
    monkeypatch.setattr(EditionQuerySet, "current", failing_with(kind("server closed")))

    with django_assert_num_queries(1):  # the session; the page itself asks nothing
        assert away(visitor.get("/"))


def test_so_does_everything_before_the_view(visitor, monkeypatch):
    monkeypatch.setattr(SessionStore, "load", failing_with(OperationalError("refused")))

    assert away(visitor.get("/home/"))


@pytest.mark.parametrize("kind", [KeyError, IntegrityError])
def test_a_mistake_of_our_own_is_not_blamed_on_the_moment(visitor, monkeypatch, kind):
    monkeypatch.setattr(EditionQuerySet, "current", failing_with(kind("mistake")))

    answer = visitor.get("/")

    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)
    assert "ระบบขัดข้อง" in answer.content.decode()
    assert answer.headers["X-Request-Id"][:12] in answer.content.decode()
