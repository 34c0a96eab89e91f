"""Who goes on after a round is decided by officers, with a second look and a reason on record."""

from datetime import timedelta
from fractions import Fraction

import pytest

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning import assignment
from judging.conflicts.barring import declare
from judging.deciding import passages
from judging.deciding.passage_page import PassagePage
from judging.models import Passage, Round, Sheet
from judging.numbers.agreement import nominal_alpha
from judging.ranking.proposing import prepare
from judging.results.releasing import release
from judging.rounds.entries import of_round

from .factories import JUDGING, make_entry, make_invited, make_judge, make_round, make_sheet

V = Sheet.Verdict
ADDRESS = "/2565/judging/passage/?round=1"


@pytest.fixture
def qualifying(edition, set_clock):
    set_clock(JUDGING)
    return make_round(edition, kind=Round.Kind.QUALIFYING, scores_per_entry=2)


@pytest.fixture
def final(qualifying):
    """Draws from the qualifying round and opens when it has closed."""
    return make_round(
        qualifying.edition, order=2, source=qualifying, name_th="รอบชิง",
        opens_at=qualifying.closes_at, closes_at=qualifying.closes_at + timedelta(days=9),
    )  # fmt: skip


@pytest.fixture
def judges(qualifying):
    return [make_judge(qualifying) for _ in range(3)]


@pytest.fixture
def entries(edition, judges):
    """Passes with all, fails with all, divides the judges."""
    found = [make_entry(edition, title=title) for title in ("ผ่านหมด", "ตกหมด", "แตกเสียง")]
    give(judges, found[0], V.PASS, V.PASS)
    give(judges, found[1], V.FAIL, V.FAIL)
    give(judges, found[2], V.PASS, V.FAIL, V.UNSURE)
    return found


def give(judges, entry, *verdicts, signed=True):
    for judge, verdict in zip(judges, verdicts, strict=False):
        sheet = make_sheet(judge, entry, signed=signed)
        words = "" if verdict == V.PASS else f"เหตุผลของ {verdict}"
        Sheet.objects.filter(pk=sheet.pk).update(verdict=verdict, comment=words)


def decide(round_, entries, by, *, note="ที่ประชุม", at=JUDGING, seen=None):
    chosen = {entry.pk for entry in entries}
    seen = passages.seen_of(round_) if seen is None else seen
    return passages.decide(round_, chosen, note=note, seen=seen, by=by, at=at)


def test_split_verdicts_stand_first_with_every_reason(qualifying, entries, officer, signed_in):
    page = PassagePage(qualifying)

    assert [row.paper.title for row in page.rows] == ["แตกเสียง", "ผ่านหมด", "ตกหมด"]
    assert [(row.passes, row.fails, row.unsure) for row in page.rows] == [
        (1, 1, 1), (2, 0, 0), (0, 2, 0),
    ]  # fmt: skip
    assert (page.split, page.unanimous, page.awaited) == (1, 2, 0)
    assert [count for _words, count in page.counts] == [3, 3, 1]
    assert page.suggested == {entries[0].pk}
    text = signed_in(officer).get(ADDRESS).text
    assert "เหตุผลของ fail" in text and "เหตุผลของ unsure" in text


def test_the_decision_is_made_after_a_second_look(qualifying, entries, officer, signed_in):
    client = signed_in(officer)
    form = {
        "entries": [str(entries[0].pk), str(entries[2].pk)], "note": "ที่ประชุมเห็นชอบ",
        "seen": client.get(ADDRESS).context["seen"],
    }  # fmt: skip

    asked = client.post(ADDRESS, form)
    assert not Passage.objects.exists()
    answer = client.post(ADDRESS, {**form, "confirm": "1"})

    assert [row.paper.title for row in asked.context["differing"]] == ["แตกเสียง"]
    assert answer["Location"] == "/2565/judging/passage/"
    passed = Passage.objects.filter(goes_on=True)
    assert set(passed.values_list("entry", flat=True)) == {entries[0].pk, entries[2].pk}
    assert Passage.objects.count() == 3
    event = audit.about(qualifying).get()
    assert (event.action, event.facts["note"]) == ("judging.passage_decided", "ที่ประชุมเห็นชอบ")
    assert event.facts["ends"] == [str(entries[1].pk)]


def test_going_back_from_the_second_look_loses_nothing(qualifying, entries, officer, signed_in):
    form = {"entries": [str(entries[1].pk)], "note": "ยังไม่แน่ใจ", "seen": "x", "back": "1"}

    answer = signed_in(officer).post(ADDRESS, form)

    assert answer.context["ticked"] == {str(entries[1].pk)}
    assert "ยังไม่แน่ใจ" in answer.text
    assert not Passage.objects.exists()


def test_without_words_nothing_is_decided_and_the_ticks_stay(
    qualifying, entries, officer, signed_in
):
    form = {"entries": [str(entries[1].pk)], "note": " ", "confirm": "1"}

    answer = signed_in(officer).post(ADDRESS, form)

    assert list(answer.context["form"].errors) == ["note"]
    assert answer.context["ticked"] == {str(entries[1].pk)}
    assert not Passage.objects.exists()
    with pytest.raises(NotAllowed, match="อย่างไร"):
        decide(qualifying, entries, officer, note=" ")


def test_the_next_round_has_what_goes_on_and_nothing_else(qualifying, final, entries, officer):
    decide(qualifying, [entries[0]], officer)
    assert list(of_round(final)) == [entries[0]]

    decide(qualifying, entries[:2], officer)
    assert set(of_round(final)) == set(entries[:2])
    make_judge(final)
    added = assignment.assign(final, by=officer, at=JUDGING)
    assert {row.entry_id for row in added} == {entry.pk for entry in entries[:2]}


def test_once_sheets_of_the_next_round_are_out_the_decision_stands(
    qualifying, final, entries, officer, signed_in
):
    decide(qualifying, entries[:1], officer)
    make_sheet(make_judge(final), entries[0])

    with pytest.raises(NotAllowed, match="รอบชิง"):
        decide(qualifying, entries, officer)
    assert "aria-disabled" in signed_in(officer).get(ADDRESS).text
    assert Passage.objects.filter(goes_on=True).count() == 1


def test_a_sheet_signed_meanwhile_stops_the_decision(
    qualifying, entries, judges, edition, officer, signed_in
):
    client = signed_in(officer)
    seen = client.get(ADDRESS).context["seen"]
    give(judges[2:], entries[0], V.FAIL)
    form = {"entries": [str(entries[0].pk)], "note": "ที่ประชุม", "seen": seen, "confirm": "1"}

    answer = client.post(ADDRESS, form)

    assert (answer.status_code, Passage.objects.count()) == (409, 0)
    assert answer.context["ticked"] == {str(entries[0].pk)}
    again = client.post(ADDRESS, {**form, "seen": answer.context["seen"]})
    assert (again.status_code, Passage.objects.count()) == (302, 3)


def test_two_officers_do_not_decide_over_each_other(qualifying, entries, officer, second_officer):
    seen = passages.seen_of(qualifying)
    decide(qualifying, entries[:1], officer, seen=seen)

    with pytest.raises(NotAllowed, match="เปลี่ยน"):
        decide(qualifying, entries, second_officer, seen=seen)
    assert Passage.objects.filter(goes_on=True).count() == 1


def test_while_sheets_are_owed_it_waits_for_them_or_for_the_end(
    qualifying, entries, judges, edition, officer
):
    give(judges, make_entry(edition), V.PASS, signed=False)

    with pytest.raises(NotAllowed, match="ยังลงนามไม่ครบ"):
        decide(qualifying, entries, officer)
    assert decide(qualifying, entries, officer, at=qualifying.closes_at)


def test_after_the_release_it_waits_for_no_sheet(round_, edition, officer, second_officer):
    entry = make_entry(edition)
    make_sheet(make_judge(round_), entry, {"real_use": 9, "model": 9, "innovation": 9}, signed=True)
    make_sheet(make_judge(round_), entry)
    assert "ลงนามไม่ครบ" in passages.why_not(round_, JUDGING)

    release(prepare(round_, by=officer, at=JUDGING), by=second_officer, at=JUDGING)

    assert passages.why_not(round_, JUDGING) is None


def test_an_entry_of_elsewhere_does_not_go_on(qualifying, entries, edition, officer):
    withdrawn = make_entry(edition, status="withdrawn")

    with pytest.raises(NotAllowed, match="ไม่อยู่ในรอบนี้"):
        decide(qualifying, [withdrawn], officer)


def test_of_a_scored_round_the_first_places_are_ticked(round_, edition, officer, signed_in):
    judge = make_judge(round_)
    entries = [make_entry(edition) for _ in range(3)]
    for mark, entry in zip((3, 9, 6), entries, strict=True):
        make_sheet(judge, entry, dict.fromkeys(("real_use", "model", "innovation"), mark),
                   signed=True)  # fmt: skip

    answer = signed_in(officer).get("/2565/judging/passage/", {"round": 1, "first": "๒"})

    assert answer.context["ticked"] == {str(entries[1].pk), str(entries[2].pk)}
    assert [row.decision.place for row in answer.context["page"].rows] == [1, 2, 3]
    wrong = signed_in(officer).get("/2565/judging/passage/", {"round": 1, "first": "x"})
    assert "first" in wrong.context["first_form"].errors


def test_a_judge_in_conflict_counts_no_more(qualifying, entries, judges, officer):
    declare(judges[1], entries[2], by=officer, at=JUDGING, reason="ญาติ")

    row = next(row for row in PassagePage(qualifying).rows if row.entry == entries[2].pk)
    assert (row.passes, row.fails, row.unsure) == (1, 0, 1)


def test_the_page_of_a_judge_who_is_only_invited_shows_nothing(qualifying, entries, signed_in):
    assert signed_in(make_invited(qualifying).user).get(ADDRESS).status_code == 403


def test_nominal_alpha_of_krippendorffs_own_examples():
    """2011, parts A (binary, 0.095) and B (nominal, 0.692)."""
    binary = zip("0100000010", "1110010000", strict=True)
    nominal = zip("aabbdcccedda", "babbbccceddd", strict=True)

    assert round(float(nominal_alpha(binary)), 3) == 0.095
    assert round(float(nominal_alpha(nominal)), 3) == 0.692
    assert nominal_alpha([("a", "a"), ("a",)]) is None
    assert nominal_alpha([("a", "a"), ("b", "b")]) == Fraction(1)


def test_the_home_page_leads_to_the_decision_until_it_is_made(
    qualifying, entries, officer, signed_in
):
    client = signed_in(officer)

    before = client.get("/home/").text
    decide(qualifying, entries[:1], officer)

    assert 'href="/2565/judging/passage/"' in before
    assert 'href="/2565/judging/ranking/"' not in before
    assert 'href="/2565/judging/passage/"' not in client.get("/home/").text
