"""Days away: no reminder, no talk of silence; and how long a sheet takes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit
from contest_portal.thai.bangkok import calendar_day
from judging.judges import absence, reminding
from judging.judges.panel import Overview
from judging.models import Judge, Sheet
from judging.sheets import reading_time
from judging.sheets.signing import sign

from .factories import JUDGING, make_entry, make_judge, make_sheet

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def away(judge, sheet):
    day = calendar_day(JUDGING)
    return absence.tell(judge, day, day + A_DAY, by=judge.user)


def test_who_is_away_gets_no_reminder_and_another_does(round_, away, officer, entry):
    present = make_judge(round_)
    make_sheet(present, entry)

    reminded = reminding.remind(round_, by=officer, at=JUDGING)

    assert [debt.judge for debt in reminded] == [present]


def test_the_day_after_the_last_day_the_reminder_goes_out(round_, away, officer):
    reminded = reminding.remind(round_, by=officer, at=JUDGING + A_DAY * 2)

    assert [debt.judge for debt in reminded] == [away]


def test_silence_while_away_is_not_called_silence(round_, judge, sheet):
    later = JUDGING + A_DAY * 6
    silent = Overview(round_, later).judges[0].silent_days
    absence.tell(judge, calendar_day(later), calendar_day(later), by=judge.user)

    assert (silent > 0, Overview(round_, later).judges[0].silent_days) == (True, 0)


def test_a_judge_says_it_in_thai_and_the_panel_shows_it(judge, signed_in, officer):
    typed = {"away_from": "14 ต.ค. 2565", "away_until": "๑๖ ตุลาคม ๒๕๖๕"}
    signed_in(judge.user).post(reverse("judging:own_absence", args=["2565"]), typed)

    judge.refresh_from_db()
    [event] = audit.about(judge).filter(action=audit.Action.ABSENCE_TOLD)
    page = signed_in(officer).get(reverse("judging:panel", args=["2565"])).text
    assert (judge.away_from.day, judge.away_until.day) == (14, 16)
    assert event.facts["until"] == "2022-10-16"
    assert "ไม่อยู่ถึง 16 ตุลาคม 2565" in page


def test_emptied_days_end_the_absence(away, signed_in):
    signed_in(away.user).post(reverse("judging:own_absence", args=["2565"]), {})

    assert not absence.is_away(Judge.objects.get(), JUDGING)


@pytest.mark.parametrize("typed", [
    {"away_from": "14 ต.ค. 2565"},
    {"away_until": "14 ต.ค. 2565"},
    {"away_from": "14 ต.ค. 2565", "away_until": "13 ต.ค. 2565"},
    {"away_from": "สัปดาห์หน้า", "away_until": "13 ต.ค. 2565"},
])  # fmt: skip
def test_half_an_absence_is_asked_for_again(judge, signed_in, typed):
    answer = signed_in(judge.user).post(reverse("judging:own_absence", args=["2565"]), typed)

    assert answer.status_code == 200
    assert all(words in answer.text for words in typed.values())
    assert Judge.objects.get().away_from is None


def test_the_database_refuses_an_absence_that_ends_before_it_begins(judge):
    with pytest.raises(IntegrityError), transaction.atomic():
        Judge.objects.update(away_from="2022-10-14", away_until="2022-10-13")


def test_the_first_look_begins_the_time_and_later_ones_change_nothing(
    judge, sheet, signed_in, set_clock
):
    page = reverse("judging:sheet", args=["2565", sheet.pk])
    signed_in(judge.user).get(page)
    set_clock(JUDGING + A_MINUTE * 30)
    signed_in(judge.user).get(page)

    sheet.refresh_from_db()
    assert sheet.opened_at - JUDGING < A_MINUTE


def test_the_usual_time_is_the_median_of_what_was_signed_at_one_sitting(round_, judge, signed_in):
    for minutes in (10, 14, 40, 600):
        made = make_sheet(judge, make_entry(round_.edition), COMPLETE)
        Sheet.objects.filter(pk=made.pk).update(opened_at=JUDGING)
        sign(made, by=judge.user, at=JUDGING + A_MINUTE * minutes, version=1)
    make_sheet(judge, make_entry(round_.edition))

    page = signed_in(judge.user).get(reverse("judging:desk", args=["2565"])).text
    assert reading_time.usual_minutes(Sheet.objects.all()) == 14
    assert "14 นาที" in page


def test_nothing_signed_says_nothing(sheet):
    assert reading_time.usual_minutes([sheet]) is None


def test_saving_no_days_says_so(signed_in, judge):
    url = reverse("judging:own_absence", args=["2565"])

    answer = signed_in(judge.user).post(url, {"away_from": "", "away_until": ""}, follow=True)

    assert "บันทึกแล้ว ไม่มีวันที่ไม่อยู่" in answer.text
