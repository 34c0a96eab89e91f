"""nginx as it is shipped: what it lets through, what it says itself, and what it never believes."""

import asyncio
from contextlib import contextmanager
from datetime import timedelta

import pytest

from contest_portal import clock
from tests.load import submitting
from tests.load.lines import Answer, Lines, Request
from tests.servers.portal import Portal, wait_for

MIB = 2**20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FORM_WITH_FILE = "/2565/entries/00000000-0000-0000-0000-000000000000/parts/work/"
NOT_READY = "ระบบยังไม่พร้อมชั่วคราว"


def ask(portal: Portal, request: Request) -> Answer:
    async def once() -> Answer:
        lines = Lines(portal.door.port, portal.door.certificate)
        try:
            return await lines.send(request)
        finally:
            await lines.close()

    return asyncio.run(once())


def posting(path: str, size: int) -> Request:
    return Request("POST", path, FORM, b"x" * size)


@contextmanager
def edition_closing(portal: Portal, moment):
    ((kept,),) = portal.postgres.ask("SELECT closes_at FROM editions_edition")
    portal.postgres.ask("UPDATE editions_edition SET closes_at = %s", [moment])
    try:
        yield
    finally:
        portal.postgres.ask("UPDATE editions_edition SET closes_at = %s", [kept])


@pytest.mark.parametrize(
    ("path", "most"),
    [(FORM_WITH_FILE, 30 * MIB), ("/accounts/login/", 3 * MIB)],
)
def test_a_body_that_is_too_long_gets_a_page_in_thai(portal, path, most):
    fits, does_not = ask(portal, posting(path, most)), ask(portal, posting(path, most + 1))

    assert fits.headers["x-request-id"], "the portal itself answered"
    assert (does_not.status, does_not.headers["content-type"]) == (413, "text/html")
    assert 'lang="th"' in does_not.body.decode()
    assert "x-request-id" not in does_not.headers


def test_a_refusal_before_the_whole_body_was_read_still_reaches_the_person(portal):
    stranger = posting(FORM_WITH_FILE, 25 * MIB)

    assert {ask(portal, stranger).status for _each in range(10)} == {403}


def test_an_arrival_that_somebody_claims_is_not_believed(portal):
    (caller,) = portal.seed(1)
    now = clock.machine_now()
    lines = Lines(portal.door.port, portal.door.certificate)
    late = submitting.request(caller, lines)
    late.headers["X-Received-At"] = f"{(now - timedelta(seconds=60)).timestamp():.3f}"

    with edition_closing(portal, now - timedelta(seconds=30)):
        answer = ask(portal, late)

    assert answer.status == 409


def test_signed_links_are_not_in_the_log(portal):
    ask(portal, Request("GET", "/letters/a-secret-that-opens-something/?from=mail"))

    log = portal.door.log.read_text(encoding="utf-8")
    assert "a-secret-that-opens-something" not in log
    assert '"GET /letters/-"' in log


def test_without_the_portal_nginx_says_when_to_come_back(portal):
    portal.web.stop()
    away = ask(portal, Request("GET", "/"))
    portal.web.start()
    wait_for(portal.web)
    back = ask(portal, Request("GET", "/"))

    assert (away.status, NOT_READY in away.body.decode(), back.status) == (502, True, 200)


def test_without_the_database_the_portal_says_so_and_recovers_by_itself(portal):
    portal.postgres.stop()
    away = ask(portal, Request("GET", "/"))
    portal.postgres.start()
    back = ask(portal, Request("GET", "/"))

    assert (away.status, away.headers["retry-after"], back.status) == (503, "10", 200)
    assert NOT_READY in away.body.decode()


def test_it_recovers_from_a_database_that_was_killed_under_its_open_connections(portal):
    ask(portal, Request("GET", "/"))
    portal.postgres.crash()

    assert ask(portal, Request("GET", "/")).status == 200
