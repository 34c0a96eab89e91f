"""Every address, as every role, read and written. An address without a row fails."""

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from tests.permissions import (
    accounts,
    demonstration,
    documents,
    judging,
    notifications,
    portal,
    submissions,
)
from tests.permissions.expectations import LOGIN
from tests.permissions.world import ROLES, build

MATRIX: dict[str, dict] = {}
for _app in (portal, accounts, documents, demonstration, submissions, notifications, judging):
    MATRIX.update(_app.ROWS)


def names(resolver, namespaces=()):
    """Every address by its full name; one without a name is told by its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from names(pattern, inner)
        else:
            yield ":".join([*namespaces, pattern.name or f"unnamed {pattern.pattern}"])


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(MATRIX) == sorted(names(get_resolver()))


@pytest.fixture
def world(db, set_clock):
    built = build()
    set_clock(built.edition.judging_opens_at)
    return built


def answer(client, method, url) -> int | str:
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)  # the next role finds the world as it was
    if response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return LOGIN
    return response.status_code


@pytest.mark.parametrize("name", sorted(MATRIX))
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_each_role_gets_the_answer_its_row_promises(world, name, method):
    row = MATRIX[name]
    url = reverse(name, kwargs=row["kwargs"](world))
    promised = row["post" if method == "post" else "get"]

    answers = {role: answer(world.client(role), method, url) for role in ROLES}

    assert answers == promised
