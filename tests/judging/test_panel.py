"""Inviting judges and seeing how far they are."""

from datetime import timedelta

import pytest

from contest_portal import audit
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign
from judging.judges.invitations import invite_judge, judge_invited, leave
from judging.judges.panel import Overview
from judging.models import Assignment, Conflict, Judge, Sheet
from tests.factories import WORKING_DAY, make_member, make_user

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


def test_an_invited_person_becomes_a_judge_of_the_edition_once(round_, officer):
    heard = []

    def listen(judge, by, **rest):
        heard.append((judge.user.email, by))

    judge_invited.connect(listen)
    first = invite_judge(round_, "One@Uni.example", "หนึ่ง", by=officer, at=JUDGING)
    second = invite_judge(round_, "one@uni.example", "หนึ่ง", by=officer, at=JUDGING)
    judge_invited.disconnect(listen)

    assert (first, heard) == (second, [("one@uni.example", officer)])
    assert first.user.roles >= {Role.JUDGE}
    assert audit.about(first).get().action == "judging.invited"


def test_a_judge_who_left_comes_back_by_invitation(round_, officer):
    gone = make_judge(round_, make_user("one@uni.example"))
    Judge.objects.update(left_at=JUDGING)

    back = invite_judge(round_, "one@uni.example", "หนึ่ง", by=officer, at=JUDGING)

    assert (back, back.left_at, Judge.objects.count()) == (gone, None, 1)


def test_the_overview_tells_every_pair_of_entry_and_judge_apart(round_, edition):
    judges = [make_judge(round_) for _ in range(6)]
    entry = make_entry(edition)
    make_sheet(judges[0], entry, COMPLETE, signed=True)
    make_sheet(judges[1], entry, {"model": 1})
    make_sheet(judges[2], entry)
    Conflict.objects.create(
        judge=judges[3], entry=entry, reason="ญาติ", declared_by=judges[3].user,
        declared_at=JUDGING,
    )  # fmt: skip
    Membership.objects.create(user=judges[4].user, lao=entry.lao, claimed_at=WORKING_DAY)

    overview = Overview(round_, JUDGING)

    row = overview.entries[0]
    assert row.cells == ["signed", "started", "waiting", "conflict", "contestant", ""]
    assert (row.signed, row.assigned) == (1, 3)
    assert [(each.signed, each.assigned, each.conflicts) for each in overview.judges] == [
        (1, 1, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0), (0, 0, 0),
    ]  # fmt: skip
    assert (overview.signed, overview.assigned) == (1, 3)


def test_nobody_who_works_for_a_contestant_is_invited(round_, officer, entry):
    person = make_member(entry.lao, email="clerk@lao.example")

    with pytest.raises(NotAllowed, match=entry.lao.display_name):
        invite_judge(round_, "Clerk@lao.example ", "เสมียน", by=officer, at=JUDGING)

    assert (Judge.objects.count(), Role.JUDGE in person.roles) == (0, False)


def test_a_judge_who_leaves_keeps_what_was_signed_and_owes_nothing(round_, edition, judge, officer):
    signed = make_sheet(judge, make_entry(edition), COMPLETE, signed=True)
    unsigned = make_sheet(judge, make_entry(edition), COMPLETE)

    leave(judge, by=officer, at=JUDGING)
    leave(judge, by=officer, at=JUDGING + timedelta(days=1))

    unsigned.assignment.refresh_from_db()
    assert Judge.objects.get().left_at == unsigned.assignment.ended_at == JUDGING
    assert list(Sheet.objects.counted()) == [signed]
    assert not Sheet.objects.visible_to(judge.user).exists()
    assert audit.about(judge).get().facts["sheets_ended"] == 1


def test_others_take_the_place_of_a_judge_who_left(round_, sheet, officer):
    others = [make_judge(round_) for _ in range(2)]

    leave(sheet.assignment.judge, by=officer, at=JUDGING)
    assign(round_, by=officer, at=JUDGING)

    live = Assignment.objects.live().values_list("judge", flat=True)
    assert set(live) == {other.pk for other in others}


def test_who_lacks_a_judge_is_named_with_the_reason_and_what_to_do(signed_in, round_, officer):
    entry = make_entry(round_.edition, title="ยังขาดกรรมการ")
    reader, conflicted = make_judge(round_), make_judge(round_)
    make_sheet(reader, entry, COMPLETE, signed=True)
    facts = {"kind": "family", "declared_by": officer, "declared_at": JUDGING}
    Conflict.objects.create(judge=conflicted, entry=entry, **facts)

    page = signed_in(officer).get("/2565/judging/panel/").content.decode()

    named = page[page.index("ยังขาดกรรมการ 1 ผลงาน") :]
    assert (
        "ขาด 2 ท่าน</span> · กรรมการ 1 ท่านตัดสินผลงานนี้ · มีส่วนได้เสีย 1 ท่าน"
        in named[: named.index("</ul>")]
    )
    assert 'href="/2565/judging/panel/invite/"' in named[: named.index("</ul>")]


def test_nobody_is_hurried_or_asked_to_step_in_once_the_round_is_closed(
    signed_in, round_, officer, set_clock
):
    judge = make_judge(round_)
    make_sheet(judge, make_entry(round_.edition), COMPLETE, signed=True)
    make_sheet(judge, make_entry(round_.edition))
    of_use = ("ยังขาดกรรมการ", "/2565/judging/panel/remind/", "ตามอัตรานี้")

    before = signed_in(officer).get("/2565/judging/panel/").text
    set_clock(round_.closes_at)
    after = signed_in(officer).get("/2565/judging/panel/").text

    assert [words in before for words in of_use] == [True] * 3
    assert [words in after for words in of_use] == [False] * 3


def test_a_round_without_entries_waits_for_the_one_it_draws_from(signed_in, round_, officer):
    make_round(round_.edition, order=2, source=round_)

    page = signed_in(officer).get("/2565/judging/panel/?round=2").content.decode()

    assert "ยังไม่มีผลงานที่ไปต่อจาก “รอบตัดสิน”" in page
    assert 'href="/2565/judging/passage/?round=1"' in page
    assert "/entries/screening/" not in page[page.index("<main") :]
