"""Every answer of every address, whoever asks, tells the browser what it may do with it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.permissions.answering import respond
from tests.permissions.test_matrix import MATRIX
from tests.permissions.world import build

OWED = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    # Files tell nobody. Pages with a secret in their address would too, but for their forms.
    "Referrer-Policy": {"same-origin", "strict-origin", "no-referrer"},
}
POLICY = {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"}
POLICY_OF_FILES = {"default-src 'none'", "sandbox"}  # what people sent is never a page of ours
WHO = ("anon", "lao_a", "dla")


@pytest.fixture
def world(db, set_clock):
    built = build()
    set_clock(built.edition.judging_opens_at)
    return built


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_answer_goes_without_its_headers(world, method):
    lacking, statuses = [], set()
    for name, row in MATRIX.items():
        for who in WHO:
            cache.clear()  # all share one address, which rate limits would notice
            address = reverse(name, kwargs=row["kwargs"](world))
            answer = respond(world.client(who), method, address)
            statuses.add(answer.status_code)
            lacking += [f"{method} {name} as {who}: {fault}" for fault in faults_of(answer)]

    assert not lacking, "\n".join(lacking)
    assert statuses >= {200, 302, 403, 404}


def faults_of(answer) -> list[str]:
    headers = [name for name, known in OWED.items() if answer.headers.get(name) not in known]
    policy = set(answer.headers.get("Content-Security-Policy", "").split("; "))
    owed = POLICY_OF_FILES if "sandbox" in policy else POLICY
    return headers + sorted(owed - policy)
