"""The consensus meeting: what stands on its screen, its minutes, and what follows from them."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.deciding import minutes
from judging.deciding.meeting import Meeting
from judging.models import Minutes, Ranking, Sheet, Verdict
from judging.published import SCRIPT
from judging.ranking.proposing import prepare
from judging.ranking.standings import Standings
from judging.results.releasing import release

from .factories import JUDGING, make_entry, make_judge, make_signed

JSON = {"accept": "application/json"}
REASON = "ขยายผลได้ทั้งจังหวัด"


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


@pytest.fixture
def field(edition, round_):
    """Ten entries, the first the best; two judges agree about all of them."""
    for _ in range(2):
        make_judge(round_)
    entries = [make_entry(edition, title=f"ผลงานที่ {place}") for place in range(1, 11)]
    for place, entry in enumerate(entries, start=1):
        mark = 10 - place
        sheets = [{"real_use": mark, "model": mark, "innovation": 5}] * 2
        make_signed(round_, entry, *sheets)
    return entries


def titles(meeting: Meeting) -> list[str]:
    return [card.row.paper.title for card in meeting.cards]


def verdict(entry, officer, **words):
    given = {"outcome": "winner", "reason": REASON, "said": "", **words}
    version = given.pop("version", 0)
    return minutes.save_verdict(
        entry.edition.rounds.get(), entry, given, by=officer, at=JUDGING, version=version
    )


def test_the_entries_near_the_cut_are_on_the_screen(round_, field, officer):
    prepare(round_, by=officer, at=JUDGING, awards=4)

    assert titles(Meeting(round_)) == [f"ผลงานที่ {place}" for place in (3, 4, 5, 6)]
    brought = Meeting(round_, frozenset([field[8].pk]))
    assert titles(brought)[-1] == "ผลงานที่ 9"


def test_a_screen_holds_the_nearest_and_says_how_many_more_there_are(
    round_, field, officer, monkeypatch
):
    monkeypatch.setattr("judging.deciding.meeting.MOST", 2)
    prepare(round_, by=officer, at=JUDGING, awards=4)

    meeting = Meeting(round_)

    assert titles(meeting) == ["ผลงานที่ 4", "ผลงานที่ 5"]
    assert meeting.left_out == 2
    assert Meeting(round_, frozenset([field[2].pk])).left_out == 1


def test_comments_are_shown_without_names(signed_in, round_, field, officer):
    prepare(round_, by=officer, at=JUDGING, awards=4)
    judge = round_.judges.first()
    judge.user.name = "ผศ. ชื่อกรรมการ"
    judge.user.save()
    sheet = Sheet.objects.get(assignment__entry=field[3], assignment__judge=judge)
    sheet.comment, sheet.private_note = "มีตัวเลขชัด", "บันทึกส่วนตัว"
    sheet.save()

    text = signed_in(officer).get(page("meeting")).text

    assert "มีตัวเลขชัด" in text
    assert "บันทึกส่วนตัว" not in text
    assert judge.user.name not in text


def test_of_two_writers_the_later_is_told_and_overwrites_nothing(round_, officer, second_officer):
    first = minutes.save_minutes(
        round_, {"present": "ก", "said": ""}, by=officer, at=JUDGING, version=0
    )

    with pytest.raises(minutes.Stale) as stale:
        minutes.save_minutes(
            round_, {"present": "ข", "said": ""}, by=second_officer, at=JUDGING, version=0
        )

    assert stale.value.stored == first
    assert Minutes.objects.get().present == "ก"
    same = minutes.save_minutes(
        round_, {"present": "ก", "said": ""}, by=second_officer, at=JUDGING, version=0
    )
    assert (same.version, same.saved_by) == (1, officer), "the same twice is no conflict"


def test_both_versions_are_shown_and_then_the_merged_one_is_saved(
    signed_in, round_, field, officer, second_officer
):
    verdict(field[4], second_officer, said="คนแรกเขียน")
    client = signed_in(officer)
    form = {"outcome": "mention", "reason": "x", "said": "คนหลังเขียน", "version": 0}

    told = client.post(page("verdict_save", field[4].pk), form)

    assert told.status_code == 409
    assert "คนแรกเขียน" in told.text
    assert "คนหลังเขียน" in told.text
    assert Verdict.objects.get().said == "คนแรกเขียน"

    version = told.context["form"]["version"].value()
    saved = client.post(page("verdict_save", field[4].pk), {**form, "version": version})
    assert saved.status_code == 302
    assert Verdict.objects.get().said == "คนหลังเขียน"


def test_the_page_saves_by_itself(signed_in, round_, field, officer):
    client = signed_in(officer)
    address = page("minutes_save")
    form = {"person": officer.pk, "version": 0, "present": "ประธาน", "said": ""}

    token = client.get(address, headers=JSON).json()
    saved = client.post(address, form, headers=JSON).json()
    stale = client.post(address, {**form, "present": "อีกคน"}, headers=JSON)
    other = client.post(address, {**form, "person": "x"}, headers=JSON)
    wrong = client.post(
        page("verdict_save", field[0].pk), {**form, "outcome": "gold"}, headers=JSON
    )

    assert token["person"] == str(officer.pk)
    assert saved["answers"]["sheet"]["version"] == 1
    assert (stale.status_code, stale.json()["stale"]) == (409, True)
    assert (other.status_code, wrong.status_code) == (403, 422)
    assert Minutes.objects.get().present == "ประธาน"


def test_what_the_meeting_decides_is_in_the_next_ranking_and_in_the_matrix(
    round_, field, officer, second_officer, tmp_path
):
    verdict(field[4], officer)
    verdict(field[0], officer, outcome="none", reason="ถอนตัว")
    ranking = prepare(round_, by=officer, at=JUDGING, awards=2)

    decided = ranking.decisions.exclude(award_cause="").order_by("place")
    assert [(each.place, each.award, each.award_reason) for each in decided] == [
        (1, "", "ถอนตัว"), (5, "winner", REASON),
    ]  # fmt: skip
    published = release(ranking, by=second_officer, at=JUDGING)
    (tmp_path / "matrix.json").write_text(json.dumps(published.matrix), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(SCRIPT), "matrix.json"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_minutes_that_change_after_the_preparation_hold_the_release(
    round_, field, officer, second_officer
):
    ranking = prepare(round_, by=officer, at=JUDGING, awards=2)
    verdict(field[4], second_officer)

    with pytest.raises(NotAllowed, match="บันทึกการประชุมเปลี่ยนไป"):
        release(ranking, by=second_officer, at=JUDGING)
    assert Standings(round_).is_stale
    prepare(round_, by=officer, at=JUDGING, awards=2)
    assert not Standings(round_).is_stale


def test_without_a_reason_nothing_is_prepared(round_, field, officer):
    verdict(field[4], officer, reason=" ")

    with pytest.raises(NotAllowed, match=f"{field[4].number} แต่ยังไม่มีเหตุผล"):
        prepare(round_, by=officer, at=JUDGING)


def test_the_minutes_are_closed_with_the_release(signed_in, round_, field, officer, second_officer):
    release(prepare(round_, by=officer, at=JUDGING, awards=4), by=second_officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="ปิดบันทึกการประชุม"):
        verdict(field[4], officer)
    late = signed_in(officer).post(page("minutes_save"), {"present": "พิมพ์ช้า", "version": 0})
    assert (late.status_code, "พิมพ์ช้า" in late.text) == (409, True)
    assert "data-autosave" not in signed_in(officer).get(page("meeting")).text


def test_every_version_of_the_minutes_is_in_the_audit(round_, field, officer):
    verdict(field[4], officer, said="ครั้งแรก")
    stored = verdict(field[4], officer, said="ครั้งที่สอง", version=1)

    said = [event.facts["said"] for event in audit.about(stored)]
    assert said == ["ครั้งแรก", "ครั้งที่สอง"]


def test_the_minutes_are_a_paper(signed_in, round_, field, officer):
    prepare(round_, by=officer, at=JUDGING, awards=4)
    verdict(field[4], officer, said="#let x = 1 \\ *ตัวหนา* ที่ปี่น้ำ")

    answer = signed_in(officer).get(page("minutes_pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_screen_asks_the_same_for_one_entry_and_for_thirty(
    signed_in, round_, field, officer, django_assert_max_num_queries
):
    prepare(round_, by=officer, at=JUDGING, awards=4)
    client = signed_in(officer)
    with django_assert_max_num_queries(25):
        client.get(page("meeting"))
    for entry in field:
        verdict(entry, officer, outcome="place", reason="")
    with django_assert_max_num_queries(25):
        assert len(client.get(page("meeting")).context["cards"]) == 10
    assert Ranking.objects.count() == 1
