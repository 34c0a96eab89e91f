"""An edition with several rounds: which one a page is about, and which entries are in it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal.accounts.roles import Role
from judging.assigning import planning
from judging.judges.panel import Overview
from judging.models import Passage, Ranking, Round, Sheet
from judging.ranking.evidence import Evidence
from judging.rounds.entries import of_round
from submissions.models import Status
from tests.factories import make_user

from .factories import JUDGING, make_entry, make_invited, make_judge, make_round, make_sheet

DAY = timedelta(days=1)
PAGES = ["panel", "judge_invite", "judges_remind", "ranking", "figures"]


@pytest.fixture
def final(round_):
    """Opens when the first round has closed."""
    return make_round(
        round_.edition, name_th="รอบชิงชนะเลิศ", order=2, kind=Round.Kind.FINAL, source=round_,
        opens_at=round_.closes_at, closes_at=round_.closes_at + 5 * DAY,
    )  # fmt: skip


def let_through(round_, entry, *, goes_on=True):
    officer = make_user(role=Role.DLA_OFFICER)
    return Passage.objects.create(
        round=round_, entry=entry, goes_on=goes_on, decided_by=officer, decided_at=JUDGING
    )


def heading(answer) -> str:
    return answer.context["round"].name_th


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_about_the_newest_round_that_has_opened(
    name, round_, final, officer, signed_in, set_clock
):
    client, url = signed_in(officer), reverse(f"judging:{name}", args=["2565"])

    before = heading(client.get(url))
    set_clock(final.opens_at)

    assert (before, heading(client.get(url))) == ("รอบตัดสิน", "รอบชิงชนะเลิศ")


def test_before_any_round_has_opened_pages_are_about_the_first(
    round_, final, officer, signed_in, set_clock
):
    set_clock(round_.opens_at - DAY)

    assert heading(signed_in(officer).get("/2565/judging/panel/")) == "รอบตัดสิน"


@pytest.mark.parametrize("name", PAGES)
def test_the_address_chooses_a_round_and_links_and_forms_keep_it(
    name, round_, final, officer, signed_in
):
    answer = signed_in(officer).get(reverse(f"judging:{name}", args=["2565"]), {"round": 2})

    assert heading(answer) == "รอบชิงชนะเลิศ"
    assert "?round=2" in answer.content.decode()


@pytest.mark.parametrize("wrong", ["3", "0", "x", "", "-1", "99999", "1 ", "๑"])
def test_a_round_that_there_is_not_is_not_found(wrong, round_, final, officer, signed_in):
    assert signed_in(officer).get("/2565/judging/panel/", {"round": wrong}).status_code == 404


def test_the_only_round_leaves_addresses_as_they_were(round_, officer, signed_in):
    page = signed_in(officer).get("/2565/judging/panel/")

    assert "?round=" not in page.content.decode()


def test_what_is_done_on_a_page_is_done_in_its_round(round_, final, officer, signed_in):
    for each in (round_, final):
        make_judge(each)
    entry = make_entry(round_.edition)
    let_through(round_, entry)

    client = signed_in(officer)

    planned = client.post("/2565/judging/panel/assign/?round=2")
    answer = client.post(f"/2565/judging/panel/assign/{final.plans.get().pk}/confirm/")

    assert planned["Location"] == "/2565/judging/panel/assign/?round=2"
    assert answer["Location"] == "/2565/judging/panel/?round=2"
    assert final.judges.get().assignments.get().entry == entry
    assert not round_.judges.get().assignments.exists()


def test_a_round_takes_only_what_the_earlier_one_let_through(round_, final, edition):
    through, out, undecided, withdrawn = (make_entry(edition) for _ in range(4))
    for entry in (through, withdrawn):
        let_through(round_, entry)
    let_through(round_, out, goes_on=False)
    withdrawn.status = Status.WITHDRAWN
    withdrawn.save(update_fields=["status"])

    assert set(of_round(round_)) == {through, out, undecided}
    assert set(of_round(final)) == {through}
    assert [row.entry for row in Overview(final, JUDGING).entries] == [through]
    assert set(Evidence(final).entries) == {through.pk}
    assert [entry for entry, *_facts in planning.panel_of(final).entries] == [through.pk]


def test_reviews_are_counted_within_the_round(round_, final, edition):
    entry = make_entry(edition)
    make_sheet(make_judge(round_), entry, {"model": 3}, signed=True)
    judge = make_judge(final)
    make_sheet(judge, entry)

    assert Sheet.objects.in_round(final).with_progress().get().reviews == 0


def test_an_invited_judge_is_asked_about_the_round_that_waits(round_, final, signed_in):
    judge = make_judge(round_)
    asked = make_invited(final, judge.user)
    client = signed_in(judge.user)

    waiting = client.get("/2565/judging/invitation/")
    first = client.get("/2565/judging/invitation/?round=1")

    assert (waiting.context["judge"], first.context["judge"]) == (asked, judge)


def test_the_results_are_those_of_the_last_released_round(
    round_, final, officer, second_officer, client
):
    rankings = [
        Ranking.objects.create(
            round=each, number=number, prepared_by=officer, prepared_at=JUDGING,
            marks_digest="0" * 64, released_by=second_officer, released_at=JUDGING,
        )
        for each, number in ((final, 1), (round_, 2))
    ]  # fmt: skip

    assert client.get("/2565/results/").context["ranking"] == rankings[0]


@pytest.mark.parametrize("name", ["desk", "own_scores", "offline", "own_absence"])
def test_a_judge_s_pages_are_about_a_round_of_theirs(name, round_, final, set_clock, signed_in):
    set_clock(round_.opens_at - timedelta(days=1))  # before any opens, others see the first
    judge = make_judge(final)

    answer = signed_in(judge.user).get(reverse(f"judging:{name}", args=["2565"]))

    assert answer.context["round"] == final


def test_a_declined_round_comes_behind_one_that_was_accepted(round_, final, set_clock, signed_in):
    set_clock(final.opens_at)
    judge = make_judge(round_)
    make_invited(final, judge.user, declined_at=JUDGING, decline_reason="ติดราชการ")

    answer = signed_in(judge.user).get("/2565/judging/")

    assert answer.context["round"] == round_
