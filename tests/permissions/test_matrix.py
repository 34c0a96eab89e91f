"""Every address, as every role, read and written. An address without a row fails."""

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver, reverse

from tests.permissions import (
    accounts,
    demonstration,
    documents,
    editions,
    judging,
    notifications,
    portal,
    submissions,
)
from tests.permissions.answering import answer
from tests.permissions.world import ROLES, build

MATRIX: dict[str, dict] = {}
for _app in (
    portal, accounts, documents, demonstration, editions, submissions, notifications, judging,
):  # fmt: skip
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


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_gets_the_answers_its_row_promises(world, name):
    row = MATRIX[name]
    promised = {"get": row["get"], "head": row["get"], "post": row["post"]}

    answers = {method: _answers(world, method, name) for method in promised}

    assert answers == promised


def _answers(world, method: str, name: str) -> dict:
    url = reverse(name, kwargs=MATRIX[name]["kwargs"](world))
    found = {}
    for role in ROLES:
        cache.clear()  # all roles share one address, which rate limits would notice
        found[role] = answer(world.client(role), method, url)
    return found
