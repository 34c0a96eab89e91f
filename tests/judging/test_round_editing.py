"""Officers add rounds and write rubrics; what judges score by is fixed once the round is open."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign
from judging.models import Criterion, Round
from judging.ranking.proposing import prepare
from judging.results.releasing import release
from judging.rounds import changing, rubric
from judging.rounds.rubric import Step, Written

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

DAY = timedelta(days=1)
EARLY = JUDGING - 60 * DAY
WRITTEN = Written("ใช้ง่าย", "", 40, True, 5, (Step(0, "ยาก"), Step(6, "ง่าย")))


@pytest.fixture
def form(round_):
    """What the page of a new round sends."""
    return {
        "name_th": "รอบชิงชนะเลิศ", "name_en": "Final", "kind": "final", "source": str(round_.pk),
        "scores_per_entry": "๕", "is_blind": "on", "openness": "signed",
        "opens_day": "1 ธ.ค. 2565", "opens_hour": "9.00", "closes_day": "5 ธ.ค. 2565",
        "closes_hour": "", "like": str(round_.pk),
    }  # fmt: skip


def rules(round_, **changes):
    return {**changing.rules_of(round_), **changes}


def change(round_, officer, *, at=EARLY, **changes):
    seen = changing.seen_of(round_)
    return changing.change(round_, rules(round_, **changes), seen=seen, by=officer, at=at)


def write(round_, officer, criterion=None, *, at=EARLY, written=WRITTEN):
    seen = rubric.seen_of(round_)
    return rubric.write(round_, written, criterion=criterion, seen=seen, by=officer, at=at)


def test_an_added_round_copies_the_rubric_of_another(round_, officer, signed_in, form):
    answer = signed_in(officer).post(reverse("judging:round_new", args=["2565"]), form)

    added = Round.objects.get(order=2)
    assert answer["Location"] == reverse("judging:round_edit", args=["2565", added.pk])
    assert (added.kind, added.source, added.scores_per_entry) == ("final", round_, 5)
    assert (added.is_blind, added.openness, added.name_th) == (True, "signed", "รอบชิงชนะเลิศ")
    assert added.opens_at.isoformat() == "2022-12-01T02:00:00+00:00"
    assert added.closes_at.isoformat() == "2022-12-05T17:00:00+00:00"
    assert rubric.rubric_of(added) == rubric.rubric_of(round_)
    assert set(added.criteria.all()).isdisjoint(round_.criteria.all())
    assert audit.about(added).get().facts["like"] == str(round_.pk)


def test_what_cannot_be_is_shown_again_with_what_was_typed(round_, officer, signed_in, form):
    form |= {"closes_day": "1 ต.ค. 2565"}

    answer = signed_in(officer).post(reverse("judging:round_new", args=["2565"]), form)

    assert (answer.status_code, Round.objects.count()) == (409, 1)
    page = answer.content.decode()
    assert "รอบต้องปิดหลังจากเปิด" in page and 'value="1 ต.ค. 2565"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("name_th", ""), ("scores_per_entry", "สาม"), ("opens_day", "32 ธ.ค. 2565"),
     ("closes_hour", "25.00"), ("source", "x"), ("kind", "x"), ("openness", "")],
)  # fmt: skip
def test_each_wrong_field_is_named(field, value, round_, officer, signed_in, form):
    answer = signed_in(officer).post(
        reverse("judging:round_new", args=["2565"]), {**form, field: value}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert Round.objects.count() == 1


def test_the_page_of_a_round_saves_back_what_it_shows(round_, officer, signed_in, set_clock):
    set_clock(EARLY)
    url, client = reverse("judging:round_edit", args=["2565", round_.pk]), signed_in(officer)
    page = client.get(url)
    shown = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    before = changing.rules_of(round_)

    answer = client.post(url, {**shown, "is_blind": "", "seen": page.context["seen"]})

    assert answer["Location"] == "/2565/judging/rounds/"
    round_.refresh_from_db()
    assert changing.rules_of(round_) == before
    assert not audit.about(round_).exists(), "nothing changed, so nothing happened"


def test_once_open_only_names_and_end_change(round_, officer):
    later = round_.closes_at + 2 * DAY

    with pytest.raises(NotAllowed, match="เฉพาะชื่อและวันปิด"):
        change(round_, officer, at=JUDGING, is_blind=True)
    changed = change(round_, officer, at=JUDGING, closes_at=later, name_th="รอบแรก")

    assert (changed.closes_at, changed.name_th, changed.is_blind) == (later, "รอบแรก", False)
    assert audit.about(round_).get().facts["changed"] == ["closes_at", "name_th"]


def test_sheets_that_are_handed_out_fix_kind_and_entries(round_, officer, judge, entry):
    make_sheet(judge, entry)

    with pytest.raises(NotAllowed, match="มอบหมายใบให้คะแนน"):
        change(round_, officer, kind="qualifying")
    assert change(round_, officer, scores_per_entry=4).scores_per_entry == 4


def test_nobody_overwrites_a_colleague(round_, officer):
    seen = changing.seen_of(round_)
    change(round_, officer, name_th="ของเพื่อนร่วมงาน")

    with pytest.raises(NotAllowed, match="เพื่อนร่วมงาน"):
        changing.change(
            round_, rules(round_, name_th="ของเรา"), seen=seen, by=officer, at=EARLY
        )  # fmt: skip
    round_.refresh_from_db()
    assert round_.name_th == "ของเพื่อนร่วมงาน"


@pytest.mark.parametrize("order", [1, 2])
def test_entries_come_from_an_earlier_round_only(order, round_, officer):
    second = make_round(round_.edition, order=2)
    with pytest.raises(NotAllowed, match="รอบก่อนหน้า"):
        change(round_, officer, source_id=(round_ if order == 1 else second).pk)


def test_a_round_that_nobody_is_invited_to_is_removed(round_, officer, signed_in):
    added = make_round(round_.edition, order=2)
    url = reverse("judging:round_remove", args=["2565", added.pk])

    asked = signed_in(officer).get(url)
    answer = signed_in(officer).post(url)

    assert (asked.status_code, answer.status_code) == (200, 302)
    assert list(Round.objects.all()) == [round_]


def test_a_round_with_judges_or_that_feeds_another_stays(round_, officer):
    feeding = make_round(round_.edition, order=2)
    invited = make_round(round_.edition, order=3, source=feeding)
    make_judge(invited)

    for each in (round_, feeding, invited):
        if each == round_:
            make_judge(each)
        with pytest.raises(NotAllowed):
            changing.remove(each, by=officer)
    assert Round.objects.count() == 3


def test_a_criterion_is_written_changed_moved_and_removed(round_, officer):
    added = write(round_, officer)
    assert rubric.facts_of(added) == {
        "key": added.key, "order": 4, "title_th": "ใช้ง่าย", "title_en": "", "weight": 40,
        "is_optional": True, "remark_below": 5, "levels": [[0, "ยาก", ""], [6, "ง่าย", ""]],
    }  # fmt: skip

    write(round_, officer, added, written=Written("ใช้สะดวก", "Easy", 10, False, None))
    rubric.move(added, "up", by=officer, at=EARLY)
    keys = [each.key for each in round_.criteria.all()]
    rubric.remove(round_.criteria.first(), by=officer, at=EARLY)

    assert keys == ["real_use", "model", added.key, "innovation"]
    assert [each.title_th for each in round_.criteria.all()][1] == "ใช้สะดวก"
    events = audit.about(round_)
    assert [event.action for event in events] == ["judging.rubric_changed"] * 4
    assert len({event.after_digest for event in events}) == 4


def test_the_ends_of_the_list_do_not_move_further(round_, officer):
    first, *_rest, last = round_.criteria.all()

    rubric.move(first, "up", by=officer, at=EARLY)
    rubric.move(last, "down", by=officer, at=EARLY)

    assert [*round_.criteria.all()][0::2] == [first, last]


def test_criteria_are_fixed_once_the_round_is_open(round_, officer):
    criterion = round_.criteria.first()
    for forbidden in (
        lambda: write(round_, officer, at=round_.opens_at),
        lambda: write(round_, officer, criterion, at=JUDGING),
        lambda: rubric.move(criterion, "down", by=officer, at=JUDGING),
        lambda: rubric.remove(criterion, by=officer, at=JUDGING),
    ):
        with pytest.raises(NotAllowed, match="เปิดเมื่อ"):
            forbidden()
    assert Criterion.objects.count() == 3


def test_criteria_are_fixed_once_there_are_marks(round_, officer, judge, entry):
    make_sheet(judge, entry, {"model": 0})

    with pytest.raises(NotAllowed, match="ให้คะแนนไปแล้ว"):
        write(round_, officer)


LEVELS = {
    "levels.asked": "1",
    "levels.1.from": "๐", "levels.1.words_th": "ยาก",
    "levels.2.from": "6", "levels.2.words_th": "ง่าย",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({}, ""), ({"levels.2.from": "11"}, "ระดับที่ 2"), ({"levels.2.from": "x"}, "ระดับที่ 2"),
     ({"levels.1.words_th": ""}, "ระดับที่ 1"), ({"levels.2.from": "0"}, "คะแนนเดียวกัน")],
)  # fmt: skip
def test_the_page_of_a_criterion_reads_its_levels(
    wrong, words, round_, officer, signed_in, set_clock
):
    set_clock(EARLY)
    client = signed_in(officer)
    url = reverse("judging:criterion_new", args=["2565", round_.pk])
    typed = {
        "title_th": "ใช้ง่าย", "weight": "๔๐", "is_optional": "on", "remark_below": "5",
        "seen": client.get(url).context["seen"], **LEVELS, **wrong,
    }  # fmt: skip

    answer = client.post(url, typed)

    if wrong:
        assert (answer.status_code, round_.criteria.count()) == (200, 3)
        assert words in answer.content.decode()
    else:
        added = round_.criteria.last()
        assert (answer.status_code, rubric.facts_of(added)["levels"]) == (
            302, [[0, "ยาก", ""], [6, "ง่าย", ""]],
        )  # fmt: skip
        assert (added.weight, added.is_optional, added.remark_below) == (40, True, 5)
        shown = client.get(reverse("judging:criterion_edit", args=["2565", added.pk]))
        assert "ง่าย" in shown.content.decode()


def test_what_was_typed_is_kept_when_the_round_opened_meanwhile(
    round_, officer, signed_in, set_clock
):
    url = reverse("judging:criterion_new", args=["2565", round_.pk])

    answer = signed_in(officer).post(url, {"title_th": "ใช้ง่าย", "weight": "40", **LEVELS})

    assert answer.status_code == 409
    assert 'value="ใช้ง่าย"' in answer.content.decode()


def test_the_list_names_every_round(round_, edition, officer, signed_in):
    make_entry(edition)
    make_round(edition, order=2, source=round_, name_th="รอบชิง")

    answer = signed_in(officer).get("/2565/judging/rounds/")

    assert [count for _round, count in answer.context["rows"]] == [1, 0]
    assert "รอบชิง" in answer.content.decode()


def test_the_list_says_that_results_are_published(
    round_, judge, entry, officer, second_officer, signed_in
):
    make_sheet(judge, entry, {"real_use": 9, "model": 9, "innovation": 9}, signed=True)
    client = signed_in(officer)
    before = client.get("/2565/judging/rounds/").text

    release(prepare(round_, by=officer, at=JUDGING), by=second_officer, at=JUDGING)

    after = client.get("/2565/judging/rounds/").text
    assert [page.count("ประกาศผลแล้ว") for page in (before, after)] == [0, 1]
    assert [page.count("เปิดให้คะแนน") for page in (before, after)] == [1, 0]


def test_without_criteria_no_sheets_are_handed_out_but_in_a_qualifying_round(
    edition, officer, set_clock
):
    set_clock(JUDGING)
    make_entry(edition)
    bare = make_round(edition, weights={})
    qualifying = make_round(edition, weights={}, order=2, kind="qualifying")
    for each in (bare, qualifying):
        make_judge(each)

    with pytest.raises(NotAllowed, match="ยังไม่มีเกณฑ์"):
        assign(bare, by=officer, at=JUDGING)
    assert len(assign(qualifying, by=officer, at=JUDGING)) == 1


def test_a_round_that_opened_before_anybody_had_a_sheet_can_be_put_off_and_then_changed(
    round_, officer, signed_in
):
    url = reverse("judging:round_edit", args=["2565", round_.pk])
    client = signed_in(officer)
    page = client.get(url).text
    typed = {"seen": changing.seen_of(round_), "name_th": "รอบตัดสิน", "closes_day": "5 ธ.ค. 2565"}

    past = client.post(url, {**typed, "opens_day": "1 ต.ค. 2565"})
    put_off = client.post(url, {**typed, "opens_day": "1 พ.ย. 2565"})

    assert "เลื่อนวันแรกเป็นวันที่ยังมาไม่ถึง" in page
    assert (past.status_code, put_off.status_code) == (409, 302)
    assert "เลื่อนวันแรกเป็นวันที่ยังมาไม่ถึงได้" in past.text
    round_.refresh_from_db()
    assert write(round_, officer, at=JUDGING).title_th == WRITTEN.title_th


def test_a_round_whose_sheets_are_handed_out_is_not_put_off(round_, officer, judge, entry):
    make_sheet(judge, entry)

    with pytest.raises(NotAllowed, match="แก้ได้เฉพาะ"):
        change(round_, officer, at=JUDGING, opens_at=JUDGING + DAY)
