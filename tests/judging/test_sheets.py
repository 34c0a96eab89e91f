"""Saving a sheet: 0, "cannot be assessed" and blank; two pages; the window."""

from datetime import timedelta

import pytest

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.conflicts.barring import declare
from judging.models import NOT_APPLICABLE, Sheet
from judging.sheets import saving, signing
from judging.sheets.saving import Stale, given_on, save

from .factories import JUDGING, make_judge, make_sheet

MOMENT = timedelta(microseconds=1)


def test_zero_not_applicable_and_blank_are_three_different_things(sheet, judge):
    marks = {"real_use": 0, "model": NOT_APPLICABLE, "innovation": None}

    saved = save(sheet, marks, "", by=judge.user, at=JUDGING, version=1)

    assert given_on(saved) == {"real_use": 0, "model": NOT_APPLICABLE}
    assert [(mark.value, mark.not_applicable) for mark in saved.marks.order_by("pk")] == [
        (0, False),
        (None, True),
    ]


def test_a_mark_can_be_cleared_again(sheet, judge):
    saved = save(sheet, {"real_use": 7}, "ดี", by=judge.user, at=JUDGING, version=1)

    cleared = save(saved, {"real_use": None}, "", by=judge.user, at=JUDGING, version=2)

    assert (given_on(cleared), cleared.comment, cleared.version) == ({}, "", 3)


def test_saving_is_on_record(sheet, judge):
    save(sheet, {"real_use": 7}, "", by=judge.user, at=JUDGING, version=1)

    event = audit.about(sheet).get()
    assert (event.action, event.facts) == (
        "judging.sheet_saved",
        {"version": 2, "marks": {"real_use": 7}},
    )


def test_an_older_page_overwrites_nothing(sheet, judge):
    save(sheet, {"real_use": 7}, "", by=judge.user, at=JUDGING, version=1)

    with pytest.raises(Stale) as stale:
        save(sheet, {"real_use": 3}, "", by=judge.user, at=JUDGING, version=1)

    assert given_on(stale.value.stored) == {"real_use": 7}


def test_the_same_form_sent_twice_is_no_conflict(sheet, judge):
    first = save(sheet, {"real_use": 7}, "", by=judge.user, at=JUDGING, version=1)

    second = save(sheet, {"real_use": 7}, "", by=judge.user, at=JUDGING, version=1)

    assert (first.version, second.version) == (2, 2)


def test_a_number_off_the_scale_is_not_a_mark(sheet, judge):
    with pytest.raises(ValueError, match="11"):
        save(sheet, {"real_use": 11}, "", by=judge.user, at=JUDGING, version=1)

    assert given_on(sheet) == {}


@pytest.mark.parametrize(
    ("moment", "accepted"),
    [("opens", True), ("before it opens", False), ("last moment", True), ("closes", False)],
)
def test_the_window_opens_and_closes_to_the_microsecond(sheet, judge, moment, accepted):
    at = {
        "before it opens": judge.round.opens_at - MOMENT,
        "opens": judge.round.opens_at,
        "last moment": judge.round.closes_at - MOMENT,
        "closes": judge.round.closes_at,
    }[moment]

    if not accepted:
        with pytest.raises(NotAllowed):
            save(sheet, {"real_use": 7}, "", by=judge.user, at=at, version=1)
    else:
        save(sheet, {"real_use": 7}, "", by=judge.user, at=at, version=1)

    assert given_on(sheet) == ({"real_use": 7} if accepted else {})


def test_a_late_save_is_refused_with_its_arrival_to_the_second(sheet, judge):
    with pytest.raises(NotAllowed, match=r"1 พ\.ย\. 2565 00\.00\.00 น\."):
        save(sheet, {}, "", by=judge.user, at=judge.round.closes_at, version=1)


def test_a_signed_sheet_no_longer_changes(round_, judge, entry):
    signed = make_sheet(judge, entry, {"real_use": 7}, signed=True)

    with pytest.raises(NotAllowed, match="ลงนามแล้ว"):
        save(signed, {"real_use": 9}, "", by=judge.user, at=JUDGING, version=1)

    assert given_on(signed) == {"real_use": 7}


def test_another_judges_sheet_does_not_exist(round_, sheet):
    with pytest.raises(Sheet.DoesNotExist):
        save(sheet, {"real_use": 9}, "", by=make_judge(round_).user, at=JUDGING, version=1)

    sheet.refresh_from_db()
    assert (sheet.version, given_on(sheet)) == (1, {})


def test_a_save_from_a_page_opened_before_the_conflict_finds_nothing(sheet, judge, entry):
    declare(judge, entry, by=judge.user, at=JUDGING, reason="ญาติ")

    for verb in (
        lambda: saving.save(sheet, {"real_use": 9}, "", by=judge.user, at=JUDGING, version=1),
        lambda: signing.sign(sheet, by=judge.user, at=JUDGING, version=1),
    ):
        with pytest.raises(Sheet.DoesNotExist):
            verb()

    sheet.refresh_from_db()
    assert (sheet.version, given_on(sheet)) == (1, {})
