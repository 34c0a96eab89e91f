"""A prepared question answers as its queryset would."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, models

from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Role
from contest_portal.prepared import Given, Prepared
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HELD = Prepared(
    lambda: (
        Appointment.objects.current()
        .filter(user=Given("user", models.UUIDField()), role=Given("role", models.CharField()))
        .select_related("user")
        .order_by("appointed_at")
    )
)
PEOPLE = Prepared(
    lambda: User.objects.filter(name=Given("name", models.CharField())).values_list("pk", "email")
)


def _made_judge(person: User) -> Appointment:
    return Appointment.objects.create(user=person, role=Role.JUDGE)


def test_it_is_asked_about_one_thing_and_then_about_another():
    first, second = make_user(), make_user()
    held = {person: _made_judge(person) for person in (first, second)}

    for person in (second, first, second):
        found = HELD.all(user=person.pk, role=Role.JUDGE)
        assert found == [held[person]]
        assert found[0].appointed_at == held[person].appointed_at  # as the field's own kind


def test_what_is_read_along_costs_no_other_question(django_assert_num_queries):
    person = make_user()
    _made_judge(person)

    with django_assert_num_queries(1):
        assert HELD.get(user=person.pk, role=Role.JUDGE).user.email == person.email


def test_rows_of_values_are_as_the_queryset_gives_them():
    person = make_user(name="สมชาย ใจดี'; --")

    assert PEOPLE.all(name=person.name) == [(person.pk, person.email)]


def test_without_an_answer_it_says_so():
    with pytest.raises(Appointment.DoesNotExist):
        HELD.get(user=uuid4(), role=Role.JUDGE)


def test_a_question_that_is_told_too_little_is_not_asked():
    with pytest.raises(KeyError, match="role"):
        HELD.all(user=uuid4())


def test_what_changed_since_is_seen():
    person = make_user()
    assert HELD.all(user=person.pk, role=Role.JUDGE) == []

    held = _made_judge(person)

    assert HELD.all(user=person.pk, role=Role.JUDGE) == [held]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_line_to_the_database():
    HELD.all(user=uuid4(), role=Role.JUDGE)
    told: list[bool] = []

    def ask() -> None:
        HELD.all(user=uuid4(), role=Role.JUDGE)
        told.append(connection.connection is not None)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert told == [True]
