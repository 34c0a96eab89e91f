"""From the moment of a conflict the judge's whole portal is as if the entry had never been."""

import re
import time
from itertools import product
from statistics import median
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.db import connection, models
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts.models import User
from contest_portal.demonstration import loading, story
from judging.conflicts.barring import declare
from judging.models import Judge, Sheet
from judging.sheets import inquiring
from submissions.models import Entry
from tests.crawl.reading import read

JUDGE, OFFICER = "anong@judges.example", "naree@dga.example"
LEFT_ALONE = ("/static/", "/accounts/logout/", "/language/", "/display/")
FRONT_PAGE = "/"  # counts entries for every stranger; a judge learns no more there than they do
# What every request gets anew: its number, the secret of its forms, the machine's time.
OWN_TO_THE_REQUEST = re.compile(
    rb"(?<=mono\">)[0-9a-f]{12}|(?<=value=\")[0-9A-Za-z]{64}|(?<=data-machine=\")[^\"]+"
)
OWN_HEADERS = {"X-Request-Id", "Set-Cookie", "Date", "Expires", "Last-Modified"}
SAMPLES, MOST_MILLISECONDS = 200, 5


@pytest.fixture
def judging(db, settings, tmp_path, set_clock):
    """The demonstration while judges score, at a clock that stands still."""
    settings.PORTAL_DEMO = True
    settings.PORTAL_DATA = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    loading.load()
    story.play("judging")
    set_clock(clock.now())


@pytest.fixture
def hidden(judging) -> Sheet:
    """A sheet with marks and a question that was answered, of an entry with which an officer then
    finds a conflict."""
    judge = Judge.objects.get(user__email=JUDGE, round__kind="scored")
    mine = Sheet.objects.visible_to(judge.user).exclude(marks=None)
    sheet = mine.order_by("assignment__entry__number")[0]
    officer = User.objects.get(email=OFFICER)
    asked = inquiring.ask(sheet, "ระบบนี้ใช้จริงแล้วหรือยัง", by=judge.user, at=clock.now())
    inquiring.answer(asked, "ใช้จริงแล้ว", by=officer, at=clock.now())
    declare(judge, sheet.assignment.entry, by=officer, at=clock.now(), reason="ญาติ")
    return sheet


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "th"
    return client


def crawl(client: Client) -> dict[str, tuple]:
    """All that the judge can reach by links: status, headers and bytes by address."""
    client.force_login(User.objects.get(email=JUDGE))
    found: dict[str, tuple] = {}
    waiting = ["/home/", "/2565/judging/", "/2565/results/"]
    while waiting:
        address = waiting.pop()
        if address not in found and address != FRONT_PAGE:
            answer = client.get(address)
            found[address] = said(answer)
            waiting += links(address, answer)
    return found


def said(answer, asked_for: str = "") -> tuple:
    """What tells answers apart; not what each request gets, nor the id that was asked for."""
    body = OWN_TO_THE_REQUEST.sub(b"...", answer.getvalue())
    headers = {name: value for name, value in answer.items() if name not in OWN_HEADERS}
    if asked_for:
        body = body.replace(asked_for.encode(), b"ID")
        headers["Content-Length"] = len(body)
    return answer.status_code, headers, body


def links(address: str, answer) -> list[str]:
    if answer.status_code == 302:
        targets = [answer["Location"]]
    elif answer.get("Content-Type", "").startswith("text/html"):
        targets = read(answer.content.decode()).links
    else:
        targets = []
    parts = [urlsplit(urljoin(f"http://testserver{address}", target)) for target in targets]
    return [
        f"{each.path}?{each.query}" if each.query else each.path
        for each in parts
        if each.netloc == "testserver" and not each.path.startswith(LEFT_ALONE)
    ]


def erase(things: QuerySet) -> None:
    """Take rows away with all that hangs on them, as if they had never been."""
    names = list(things.values_list("pk", flat=True))
    for field in things.model._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and field.auto_created and field.field.column:
            hanging = field.related_model._base_manager.filter(**{f"{field.field.name}__in": names})
            if hanging.exists():
                erase(hanging)
    here = things.model._base_manager.filter(pk__in=names)
    here._raw_delete(here.db)


@pytest.mark.parametrize("has_declared", [True, False])
def test_the_whole_crawl_differs_by_nothing(hidden, client, has_declared):
    """Also the list of entries, which who has not declared yet can still read."""
    entry = hidden.assignment.entry
    if not has_declared:
        Judge.objects.update(declared_at=None)

    with_it = crawl(client)
    erase(Entry.objects.filter(pk=entry.pk))
    without_it = crawl(client)

    assert not Entry.objects.filter(pk=entry.pk).exists()
    assert len(with_it) > 20, "there was much to see"
    assert sum("/sheets/" in address for address in with_it) >= 3, "and other sheets among it"
    assert with_it.keys() == without_it.keys()
    different = [address for address, one in with_it.items() if one != without_it[address]]
    assert different == []


def test_without_the_conflict_the_crawl_would_differ(judging, client):
    """So that we know that the test above could fail."""
    sheet = Sheet.objects.visible_to(User.objects.get(email=JUDGE))[0]

    with_it = crawl(client)
    erase(Entry.objects.filter(pk=sheet.assignment.entry_id))

    assert crawl(client) != with_it


def addresses(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """Pairs of an address about the hidden entry, and the same about something that never was."""
    kwargs = {"slug": "2565", "pk": sheet.pk}
    entry = {"slug": "2565", "pk": sheet.assignment.entry_id}
    unknown = {"slug": "2565", "pk": uuid4()}
    names = {
        **{f"judging:{name}": kwargs for name in ("sheet", "sheet_sign", "sheet_conflict")},
        "judging:sheet_ask": kwargs,
        "judging:sheet_autosave": kwargs,
        "judging:sheet_amend": kwargs,
        **{f"submissions:{name}": entry for name in ("entry", "entry_history", "version_list")},
    }
    return {
        name: (reverse(name, kwargs=known), reverse(name, kwargs=unknown))
        for name, known in names.items()
    }


def test_asking_for_it_by_name_says_and_costs_what_asking_for_nothing_does(hidden, client):
    client.force_login(User.objects.get(email=JUDGE))
    client.get("/2565/judging/")

    for method, (name, pair) in product(("get", "head", "post"), addresses(hidden).items()):
        seen = []
        for address in pair:
            with CaptureQueriesContext(connection) as queries:
                answer = getattr(client, method)(address)
            asked_for = address.split("/")[4 if "judging" in name else 3]
            seen.append((said(answer, asked_for), len(queries)))
        assert seen[0] == seen[1], (method, name)
        assert seen[0][0][0] in {403, 404, 405}, (method, name)


@pytest.mark.long
def test_asking_for_it_by_name_takes_as_long_as_asking_for_nothing(hidden, client):
    client.force_login(User.objects.get(email=JUDGE))
    for name, pair in addresses(hidden).items():
        took: tuple[list[float], list[float]] = ([], [])
        for _sample in range(SAMPLES):
            for seconds, address in zip(took, pair, strict=True):
                begun = time.perf_counter()
                client.get(address)
                seconds.append(time.perf_counter() - begun)
        known, unknown = (1000 * median(seconds) for seconds in took)
        print(f"{name}: {known:.2f} ms, of nothing {unknown:.2f} ms")
        assert abs(known - unknown) < MOST_MILLISECONDS, name
