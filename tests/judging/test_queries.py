"""Pages ask the database equally often for 1 and for 30 rows."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal.clock import reading
from judging.conflicts.barring import declare
from judging.ranking.proposing import prepare
from judging.results.releasing import release

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}
MOST = 25
WEEK = timedelta(days=7)
OF_A_JUDGE = ("desk", "own_scores", "declaration")


@pytest.fixture
def queries_of(db):
    def count(client, url) -> int:
        reading.forget()  # the clock's row is otherwise read once a second
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


def fill(edition, judges, count):
    for _ in range(count):
        entry = make_entry(edition)
        for judge in judges:
            make_sheet(judge, entry, COMPLETE, signed=judge is judges[0])


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("desk", MOST), ("own_scores", MOST), ("judges_remind", MOST), ("ranking", MOST),
        ("panel", 35),  # with all that a plan depends on, and how many questions wait
        ("ranking_awards", MOST), ("comment_list", MOST),
        ("conflict_list", MOST), ("declaration", MOST), ("what_if", MOST),
        ("assign", 32), ("pair_rule", MOST), ("top_up", MOST),
    ],
)  # fmt: skip
def test_the_lists_of_judging(name, most, edition, round_, officer, signed_in, queries_of):
    judges = [make_judge(round_), make_judge(round_)]
    client = signed_in(judges[1].user if name in OF_A_JUDGE else officer)
    url = reverse(f"judging:{name}", args=["2565"])
    fill(edition, judges, 1)
    with_one = queries_of(client, url)
    fill(edition, judges, 29)

    assert queries_of(client, url) == with_one <= most


def test_the_list_of_judges_to_invite_again(edition, round_, officer, signed_in, queries_of):
    after = round_.closes_at
    make_round(edition, order=2, opens_at=after, closes_at=after + WEEK)
    client = signed_in(officer)
    url = reverse("judging:judges_again", args=["2565"]) + "?round=2"
    make_judge(round_)
    fill(edition, [], 1)
    with_one = queries_of(client, url)
    for judge in [make_judge(round_) for _ in range(29)]:
        entry = make_entry(edition)
        declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")

    assert queries_of(client, url) == with_one <= MOST


def test_the_public_results(edition, round_, officer, second_officer, client, queries_of):
    judges = [make_judge(round_)]
    url = reverse("results:results", args=["2565"])
    fill(edition, judges, 1)
    ranking = prepare(round_, by=officer, at=JUDGING)
    release(ranking, by=second_officer, at=JUDGING)
    with_one = queries_of(client, url)
    first = ranking.decisions.get()
    for entry in [make_entry(edition) for _ in range(29)]:
        ranking.decisions.create(entry=entry, place=2, score=first.score, sheets_counted=1)

    assert queries_of(client, url) == with_one <= MOST


MOST_FOR_A_JUDGE = 10
MOST_FOR_A_SHEET = 11
NO_WORK = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")  # a transaction's frame
ONCE_A_SECOND = "clock_simulation"


def statements(client, method: str, url: str, form: dict | None = None) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert getattr(client, method)(url, form).status_code == 200
    asked = [query["sql"] for query in captured]
    return [sql for sql in asked if not sql.startswith(NO_WORK) and ONCE_A_SECOND not in sql]


def test_the_desk_and_a_saved_sheet_take_few_statements(edition, round_, signed_in, settings):
    """As in production, where each request asks for the second factor too."""
    settings.PORTAL_DEMO = False
    judge = make_judge(round_)
    Authenticator.objects.create(user=judge.user, type=Authenticator.Type.TOTP, data={})
    sheet = make_sheet(judge, make_entry(edition), {"model": 1})
    client = signed_in(judge.user)
    form = {"person": judge.user.pk, "comment": "", "note": ""}
    form |= {f"mark_{key}": mark for key, mark in COMPLETE.items()}
    address = reverse("judging:sheet_autosave", args=["2565", sheet.pk])

    desk = statements(client, "get", reverse("judging:desk", args=["2565"]))
    complete = statements(client, "post", address, {**form, "version": 1})
    with_blank = statements(client, "post", address, {**form, "version": 2, "mark_model": ""})

    assert len(desk) <= MOST_FOR_A_JUDGE
    assert len(complete) <= MOST_FOR_A_JUDGE
    assert len(with_blank) == len(complete) + 1  # what was left blank is taken off


def test_the_page_of_a_sheet_reads_nothing_twice(edition, round_, signed_in, settings):
    settings.PORTAL_DEMO = False
    judge = make_judge(round_)
    Authenticator.objects.create(user=judge.user, type=Authenticator.Type.TOTP, data={})
    sheet = make_sheet(judge, make_entry(edition), {"model": 1})
    client = signed_in(judge.user)
    client.get(reverse("judging:sheet", args=["2565", sheet.pk]))  # the first look is noted

    for name in ("sheet", "sheet_sign"):
        asked = statements(client, "get", reverse(f"judging:{name}", args=["2565", sheet.pk]))
        assert len(asked) == len(set(asked)) <= MOST_FOR_A_SHEET
