"""Quotas and the chair's decision, from the officers' pages to the published matrix."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging.conflicts.barring import declare
from judging.deciding import ties
from judging.deciding.awarding import Quota, Rules, Undecided, award
from judging.deciding.decisions import rules_of
from judging.models import Decision, Ranking
from judging.published import SCRIPT, recompute
from judging.ranking.proposing import prepare
from judging.ranking.standings import rows_of, tried
from judging.results.releasing import release
from tests.factories import make_lao, make_province, make_user

from .factories import JUDGING, make_entry, make_judge, make_signed

CITY = "thesaban_nakhon"
EQUAL = {"real_use": 5, "model": 5, "innovation": 5}
REASON = "มีผู้ใช้มากกว่า"


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


@pytest.fixture
def field(edition, round_):
    """By score: best (อบต.), second (อบต.), twins (อบต., equal in everything), city last."""
    make_judge(round_)
    north = make_province("50", region="north")
    entries = {
        name: make_entry(edition, title=name) for name in ("best", "second", "twin", "sibling")
    }
    entries["city"] = make_entry(edition, title="city", lao=make_lao(north, kind=CITY))
    for name, mark in {"best": 9, "second": 8, "twin": 5, "sibling": 5, "city": 2}.items():
        make_signed(round_, entries[name], {**EQUAL, "real_use": mark})
    return entries


@pytest.fixture
def chair(round_):
    return make_judge(round_, make_user(role=Role.CHAIR, name="ประธาน ตัวอย่าง"))


def by_name(rows) -> dict[str, Decision]:
    return {row.paper.title: row.decision for row in rows}


def awards_of(ranking: Ranking) -> dict[str, str]:
    return {name: each.award for name, each in by_name(rows_of(ranking)).items()}


def test_a_quota_keeps_a_seat_and_says_whose_it_was(round_, field, officer):
    quota = Quota("kind", CITY, least=1)

    ranking = prepare(round_, by=officer, at=JUDGING, rules=Rules(2, 1, (quota,)))

    assert awards_of(ranking) == {
        "best": "winner", "second": "mention", "twin": "", "sibling": "", "city": "winner",
    }  # fmt: skip
    moved = ranking.decisions.exclude(award_cause="").order_by("place")
    assert [(each.award_by_place, each.award_cause, each.award_quota) for each in moved] == [
        ("winner", "gave", None),
        ("mention", "gave", None),
        ("mention", "gave", None),
        ("", "kept", {"axis": "kind", "group": CITY, "least": 1, "most": None}),
    ]
    assert rules_of(ranking) == Rules(2, 1, (quota,))


def test_who_is_passed_over_is_told_by_which_quota(round_, field, officer):
    rules = Rules(3, 0, (Quota("region", "northeastern", most=1),))

    ranking = prepare(round_, by=officer, at=JUDGING, rules=rules)

    second = ranking.decisions.get(entry=field["second"])
    assert (second.award, second.award_cause, second.award_quota["most"]) == ("", "passed", 1)
    assert awards_of(ranking)["city"] == "winner"


def test_a_quota_waits_for_the_chair_where_it_would_split_a_shared_place(round_, field, officer):
    rules = Rules(4, 0, (Quota("kind", "tao", most=3),))

    with pytest.raises(NotAllowed, match="อันดับร่วมกัน"):
        prepare(round_, by=officer, at=JUDGING, rules=rules)


def decide(ranking, field, chair, officer, **facts):
    order = [field["sibling"].pk, field["twin"].pk]
    given = {"judge": chair, "reason": REASON, "by": officer, "at": JUDGING, **facts}
    return ties.decide(ranking, given.pop("entries", order), **given)


def test_the_chair_decides_a_tie_with_a_reason(round_, field, officer, chair):
    first = prepare(round_, by=officer, at=JUDGING, awards=3)

    decided = decide(first, field, chair, officer)

    rows = decided.decisions.filter(tie="chair").order_by("place")
    assert [(each.entry, each.place, each.tie_reason, each.tie_place) for each in rows] == [
        (field["sibling"], 3, REASON, 3),
        (field["twin"], 4, REASON, 3),
    ]
    assert awards_of(decided)["twin"] == "", "no shared place, no fourth winner"
    assert decided.prepared_by == officer
    event = audit.about(decided).get(action=audit.Action.TIE_DECIDED)
    assert event.facts["reason"] == REASON
    assert first.decisions.filter(tie="shared").count() == 2, "the earlier one stays as it was"


def test_the_decision_goes_on_standing_until_the_tie_is_another(round_, field, officer, chair):
    first = prepare(round_, by=officer, at=JUDGING, awards=3)
    decide(first, field, chair, officer)

    again = prepare(round_, by=officer, at=JUDGING, awards=2)
    assert again.decisions.filter(tie="chair").count() == 2

    make_signed(round_, make_entry(round_.edition, title="third twin"), EQUAL)
    later = prepare(round_, by=officer, at=JUDGING, awards=2)
    assert later.decisions.filter(tie="shared").count() == 3


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": "  "}, "เพราะเหตุใด"),
        ({"entries": []}, "ไม่ได้ร่วมอันดับ"),
    ],
)
def test_what_is_no_decision_is_refused(round_, field, officer, chair, facts, words):
    ranking = prepare(round_, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match=words):
        decide(ranking, field, chair, officer, **facts)

    assert Ranking.objects.count() == 1


def test_a_chair_in_conflict_decides_nothing(round_, field, officer, chair):
    ranking = prepare(round_, by=officer, at=JUDGING)
    declare(chair, field["twin"], by=chair.user, at=JUDGING, reason="ญาติ")

    with pytest.raises(NotAllowed, match="ส่วนได้เสีย"):
        decide(ranking, field, chair, officer)


def test_only_the_newest_ranking_is_decided_about(round_, field, officer, chair):
    older = prepare(round_, by=officer, at=JUDGING)
    prepare(round_, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ใหม่กว่า"):
        decide(older, field, chair, officer)


def test_the_database_wants_a_reason_of_the_chair(round_, field, officer):
    ranking = prepare(round_, by=officer, at=JUDGING)

    with pytest.raises(IntegrityError), transaction.atomic():
        ranking.decisions.update(tie="chair")


def test_the_script_reproduces_the_chairs_decision_and_the_quotas(
    round_, field, officer, second_officer, chair, tmp_path
):
    rules = Rules(2, 2, (Quota("kind", CITY, least=1), Quota("region", "northeastern", most=1)))
    prepared = decide(prepare(round_, by=officer, at=JUDGING, rules=rules), field, chair, officer)
    published = release(prepared, by=second_officer, at=JUDGING)

    def recomputed(matrix) -> int:
        (tmp_path / "matrix.json").write_text(json.dumps(matrix), encoding="utf-8")
        command = [sys.executable, "-I", "-S", str(SCRIPT), "matrix.json"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True).returncode

    assert published.matrix["chair"] == [
        {"entries": [field["sibling"].number, field["twin"].number], "reason": REASON}
    ]
    assert str(chair.pk) not in json.dumps(published.matrix)
    assert recomputed(published.matrix) == 0
    for part, changed in (("chair", []), ("awards", {**published.matrix["awards"], "quotas": []})):
        assert recomputed({**published.matrix, part: changed}) == 1, part


@settings(max_examples=200, deadline=None)
@given(
    places=st.lists(st.integers(1, 6), min_size=1, max_size=10),
    kinds=st.lists(st.sampled_from("abc"), min_size=10, max_size=10),
    winners=st.integers(0, 6), mentions=st.integers(0, 4),
    quotas=st.lists(
        st.builds(Quota, st.just("kind"), st.sampled_from("abc"), st.integers(0, 2),
                  st.none() | st.integers(2, 3)),
        max_size=3, unique_by=lambda quota: quota.group,
    ),
)  # fmt: skip
def test_portal_and_script_always_give_the_same_awards(places, kinds, winners, mentions, quotas):
    shared = {entry: 1 + sum(each < place for each in places) for entry, place in enumerate(places)}
    groups = {entry: {"kind": kinds[entry]} for entry in shared}
    blocks = [
        [entry for entry in shared if shared[entry] == place]
        for place in sorted(set(shared.values()))
    ]
    rules = Rules(winners, mentions, tuple(quotas))
    try:
        mine = award(blocks, groups, rules)
    except Undecided:
        return

    rows = [vars(quota) for quota in quotas]
    matrix = {
        "awards": {"winners": winners, "mentions": mentions, "quotas": rows, "groups": groups},
        "panel": [],
    }
    theirs = recompute.awarded(shared, matrix)

    assert {entry for entry, given in theirs.items() if given == "winner"} == set(mine.winners)
    assert {entry for entry, given in theirs.items() if given == "mention"} == set(mine.mentions)


def rules_form(**typed) -> dict:
    return {"awards": "2", "mentions": "0", **typed}


def test_the_page_tries_quotas_out_before_anything_is_stored(signed_in, officer, round_, field):
    form = rules_form(**{f"least_kind_{CITY}": "1"})

    tried_out = signed_in(officer).post(page("ranking_awards"), {**form, "try": "1"})

    (effect,) = tried_out.context["effects"]
    names = [[row.paper.title for row in rows] for rows in (effect.gained, effect.lost)]
    assert names == [["city"], ["second"]]
    assert "เก็บที่ไว้ตามโควตา: อย่างน้อย 1" in tried_out.text
    assert Ranking.objects.count() == 0

    stored = signed_in(officer).post(page("ranking_awards"), form)

    assert stored.url == page("ranking")
    assert rules_of(Ranking.objects.get()).quotas == (Quota("kind", CITY, 1),)
    again = signed_in(officer).get(page("ranking_awards"))
    assert [each.words for each in again.context["effects"]] == ["อย่างน้อย 1 จากเทศบาลนคร"]


@pytest.mark.parametrize(
    "typed",
    [
        {"least_kind_tao": "-1"},
        {"most_region_north": "สอง"},
        {"least_kind_tao": "3", "most_kind_tao": "2"},
    ],
)
def test_a_quota_that_is_none_is_explained(signed_in, officer, round_, field, typed):
    response = signed_in(officer).post(page("ranking_awards"), rules_form(**typed))

    assert (response.status_code, Ranking.objects.count()) == (200, 0)
    assert 'role="alert"' in response.text


def test_preparing_again_from_the_ranking_keeps_the_quotas(signed_in, officer, round_, field):
    quota = Quota("kind", CITY, least=1)
    prepare(round_, by=officer, at=JUDGING, rules=Rules(2, 1, (quota,)))

    signed_in(officer).post(page("ranking_prepare"), {"awards": "3"})

    assert rules_of(Ranking.objects.last()) == Rules(3, 1, (quota,))


def test_the_officer_records_the_chairs_decision_on_its_page(
    signed_in, officer, round_, field, chair
):
    ranking = prepare(round_, by=officer, at=JUDGING, awards=3)
    client = signed_in(officer)
    assert page("ranking_tie", ranking.pk, 3) in client.get(page("ranking")).text
    form = {"judge": chair.pk, "reason": REASON, f"at_{field['twin'].pk}": "1"}

    same = client.post(
        page("ranking_tie", ranking.pk, 3), {**form, f"at_{field['sibling'].pk}": "1"}
    )
    assert "มีผลงานสองเรื่องได้อันดับเดียวกัน" in same.text
    assert REASON in same.text, "what was typed stays"

    decided = client.post(
        page("ranking_tie", ranking.pk, 3), {**form, f"at_{field['sibling'].pk}": "0"}
    )
    assert decided.url == page("ranking")
    assert f"ประธานกรรมการตัดสิน: {REASON}" in client.get(page("ranking")).text


def test_only_the_chair_is_offered_where_one_is_appointed(round_, field, officer):
    everybody = ties.who_may_decide(round_)
    chair = make_judge(round_, make_user(role=Role.CHAIR))

    assert (len(everybody), ties.who_may_decide(round_)) == (1, [chair])


def test_trying_out_rules_takes_the_chairs_decision_along(round_, field, officer, chair):
    decided = decide(prepare(round_, by=officer, at=JUDGING), field, chair, officer)
    rules = replace(rules_of(decided), winners=4, quotas=(Quota("kind", "tao", most=3),))

    rows = by_name(tried(round_, rules))

    assert (rows["sibling"].award, rows["twin"].award_cause) == ("winner", "passed")
