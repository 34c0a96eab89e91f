"""A ranking worked out by hand, prepared by one person and released by another."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contest_portal.refusals import NotAllowed
from judging.conflicts.barring import declare
from judging.deciding.awarding import Rules
from judging.deciding.decisions import Terms, work_out
from judging.models import Decision, Mark, Ranking, Sheet
from judging.ranking.evidence import Evidence
from judging.ranking.proposing import prepare
from judging.results.releasing import release, results_published
from judging.sheets.saving import save
from submissions.models import Status

from .factories import JUDGING, make_entry, make_judge, make_sheet, make_signed

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def judges(round_):
    return [make_judge(round_) for _ in range(3)]


@pytest.fixture
def by_hand(edition, round_, judges):
    """Weights 50, 30, 20. Three judges; see the numbers beside each entry."""
    entry = {
        name: make_entry(edition, title=name)
        for name in ("mixed", "use", "model", "twin", "sibling", "zero", "unsigned", "unread")
    }
    # 50*0.8 + 30*0.5 + 20*1.0 = 75; N/A for innovation: (40 + 15)/80*100 = 68.75; 0 → mean 47.9167
    make_signed(
        round_,
        entry["mixed"],
        {"real_use": 8, "model": 5, "innovation": 10},
        {"real_use": 8, "model": 5, "innovation": None},
        {"real_use": 0, "model": 0, "innovation": 0},
    )
    # Both 60, told apart by real_use: 6 against 3.
    make_signed(round_, entry["model"], {"real_use": 3, "model": 9, "innovation": 9})
    make_signed(round_, entry["use"], {"real_use": 6, "model": 6, "innovation": 6})
    # Equal in everything.
    make_signed(round_, entry["twin"], {"real_use": 2, "model": 2, "innovation": 2})
    make_signed(round_, entry["sibling"], {"real_use": 2, "model": 2, "innovation": 2})
    make_signed(round_, entry["zero"], {"real_use": 0, "model": 0, "innovation": 0})
    make_sheet(judges[0], entry["unsigned"])
    return entry


def by_name(decisions: list[Decision], entries: dict) -> dict[str, Decision]:
    names = {entry.pk: name for name, entry in entries.items()}
    return {names[decision.entry_id]: decision for decision in decisions}


def test_the_table_worked_out_by_hand(round_, by_hand):
    table = by_name(work_out(Evidence(round_)), by_hand)

    numbers = {name: (row.place, row.score, row.sheets_counted) for name, row in table.items()}
    assert numbers == {
        "use": (1, Decimal("60.0000"), 1),
        "model": (2, Decimal("60.0000"), 1),
        "mixed": (3, Decimal("47.9167"), 3),
        "twin": (4, Decimal("20.0000"), 1),
        "sibling": (4, Decimal("20.0000"), 1),
        "zero": (6, Decimal("0.0000"), 1),
        "unsigned": (None, None, 0),
        "unread": (None, None, 0),
    }
    assert (table["mixed"].median, table["mixed"].spread) == (Decimal("68.75"), Decimal("75"))
    ties = {name: (row.tie, row.tie_criterion and row.tie_criterion.key) for name, row in
            table.items() if row.tie}  # fmt: skip
    assert ties == {
        "use": ("criterion", "real_use"),
        "model": ("criterion", "real_use"),
        "twin": ("shared", None),
        "sibling": ("shared", None),
    }


def test_entries_without_a_signed_sheet_come_last(round_, by_hand):
    decisions = work_out(Evidence(round_))

    assert [decision.place for decision in decisions] == [1, 2, 3, 4, 4, 6, None, None]


def test_a_shared_last_place_means_one_more_award(round_, by_hand):
    table = by_name(work_out(Evidence(round_), Terms(rules=Rules(winners=4))), by_hand)

    winners = {name for name, row in table.items() if row.award == Decision.Award.WINNER}
    assert winners == {"use", "model", "mixed", "twin", "sibling"}


def test_the_sheet_of_a_judge_in_conflict_no_longer_counts(round_, by_hand, judges):
    declare(judges[2], by_hand["mixed"], by=judges[2].user, at=JUDGING, reason="ญาติ")

    mixed = by_name(work_out(Evidence(round_)), by_hand)["mixed"]

    assert (mixed.score, mixed.sheets_counted) == (Decimal("71.8750"), 2)
    assert Sheet.objects.filter(assignment__entry=by_hand["mixed"]).count() == 3


def test_only_eligible_entries_are_ranked(edition, round_, by_hand):
    make_signed(round_, make_entry(edition, status=Status.INELIGIBLE), COMPLETE)

    assert len(work_out(Evidence(round_))) == len(by_hand)


def test_preparing_stores_the_ranking_and_how_many_sheets_are_unsigned(round_, by_hand, officer):
    ranking = prepare(round_, by=officer, at=JUDGING, awards=1)

    stored = [(row.place, row.award) for row in ranking.decisions.all()]
    assert stored == [
        (1, "winner"), (2, ""), (3, ""), (4, ""), (4, ""), (6, ""), (None, ""), (None, ""),
    ]  # fmt: skip
    assert (ranking.unsigned_sheets, ranking.prepared_by) == (1, officer)


def test_there_is_nothing_to_prepare_without_a_signed_sheet(round_, sheet, officer):
    with pytest.raises(NotAllowed, match="ยังไม่มีใบให้คะแนนที่ลงนาม"):
        prepare(round_, by=officer, at=JUDGING)


def test_a_second_person_releases_once(round_, by_hand, officer, second_officer):
    ranking = prepare(round_, by=officer, at=JUDGING)
    heard = []

    def listen(ranking, by, **rest):
        heard.append((ranking.pk, by))

    results_published.connect(listen)
    released = release(ranking, by=second_officer, at=JUDGING)
    results_published.disconnect(listen)

    assert (released.released_by, released.released_at) == (second_officer, JUDGING)
    assert heard == [(ranking.pk, second_officer)]
    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        release(ranking, by=second_officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="ประกาศผลไปแล้ว"):
        prepare(round_, by=officer, at=JUDGING)


def test_the_preparer_cannot_release(round_, by_hand, officer):
    ranking = prepare(round_, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ต้องให้อีกคนหนึ่งเป็นผู้ประกาศ"):
        release(ranking, by=officer, at=JUDGING)


def test_the_database_too_wants_a_second_person(round_, by_hand, officer):
    ranking = prepare(round_, by=officer, at=JUDGING)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ranking.objects.filter(pk=ranking.pk).update(released_by=officer, released_at=JUDGING)


@pytest.mark.parametrize(
    "change",
    [
        lambda entries, judges: Mark.objects.filter(value=8).update(value=9),
        lambda entries, judges: (
            Sheet.objects.unsigned().update(signed_at=JUDGING)
            and Mark.objects.create(
                sheet=Sheet.objects.get(assignment__entry=entries["unsigned"]),
                criterion=judges[0].round.criteria.first(),
                value=1,
            )
        ),
        lambda entries, judges: judges[0].round.criteria.update(weight=10),
        lambda entries, judges: declare(
            judges[1], entries["mixed"], by=judges[1].user, at=JUDGING, reason="ญาติ"
        ),
        lambda entries, judges: (
            entries["use"]
            .__class__.objects.filter(pk=entries["use"].pk)
            .update(status=Status.INELIGIBLE)
        ),
    ],
    ids=["a mark", "a signature", "a weight", "a conflict", "an entry found not eligible"],
)
def test_what_changed_since_the_preparation_refuses_the_release(
    round_, by_hand, judges, officer, second_officer, change
):
    ranking = prepare(round_, by=officer, at=JUDGING)

    change(by_hand, judges)

    with pytest.raises(NotAllowed, match="คะแนนเปลี่ยนไปหลังจัดทำอันดับนี้"):
        release(ranking, by=second_officer, at=JUDGING)


def test_saving_a_sheet_that_is_not_signed_changes_no_ranking(
    round_, by_hand, judges, officer, second_officer
):
    ranking = prepare(round_, by=officer, at=JUDGING)
    sheet = Sheet.objects.get(assignment__entry=by_hand["unsigned"])

    save(sheet, {"real_use": 9}, "", by=judges[0].user, at=JUDGING, version=1)

    assert release(ranking, by=second_officer, at=JUDGING).released_at == JUDGING


def test_only_the_newest_preparation_is_released(round_, by_hand, officer, second_officer):
    older = prepare(round_, by=officer, at=JUDGING, awards=1)
    prepare(round_, by=officer, at=JUDGING, awards=2)

    with pytest.raises(NotAllowed, match="ใหม่กว่า"):
        release(older, by=second_officer, at=JUDGING)


def test_published_results_close_the_sheets(round_, by_hand, judges, officer, second_officer):
    release(prepare(round_, by=officer, at=JUDGING), by=second_officer, at=JUDGING)
    sheet = Sheet.objects.get(assignment__entry=by_hand["unsigned"])

    with pytest.raises(NotAllowed, match="ประกาศผลแล้ว"):
        save(sheet, {"real_use": 9}, "", by=judges[0].user, at=JUDGING, version=1)


def test_a_released_ranking_stays_as_it_was(round_, by_hand, officer, second_officer):
    ranking = prepare(round_, by=officer, at=JUDGING)
    release(ranking, by=second_officer, at=JUDGING)
    before = list(ranking.decisions.values_list("entry", "place", "score"))

    Mark.objects.filter(value=8).update(value=0)

    assert list(ranking.decisions.values_list("entry", "place", "score")) == before


def test_a_place_that_rests_on_too_few_sheets_is_marked_until_it_is_published(
    signed_in, round_, edition, judges, officer, second_officer
):
    thin, whole = make_entry(edition, title="ใบเดียว"), make_entry(edition, title="ครบ")
    make_signed(round_, thin, COMPLETE)
    make_signed(round_, whole, COMPLETE, COMPLETE, COMPLETE)
    proposed = prepare(round_, by=officer, at=JUDGING)
    client = signed_in(second_officer)

    page = client.get("/2565/judging/ranking/").content.decode()
    asked = client.get(f"/2565/judging/ranking/{proposed.pk}/release/").content.decode()

    assert page.count("1 ผลงานมีใบให้คะแนนไม่ถึง 3 ใบ") == 1
    assert page.count("จาก 3</span>") == 1
    facts = asked[asked.index("ผลงานที่มีใบให้คะแนนน้อยกว่าที่รอบกำหนด") :]
    assert facts.index("<dd>1</dd>") < facts.index("</dd>")
