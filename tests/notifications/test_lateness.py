"""What a province owes next, and how many working days it is late."""

from datetime import date

import pytest

from contest_portal.editions.working_days import working_days_between
from notifications.models import Acknowledgement
from notifications.progress.lateness import Owed, Rung, Step, owed
from notifications.progress.plan import Calendar

HOLIDAYS = frozenset({date(2022, 10, 13), date(2022, 10, 14)})
PLAN = Calendar(
    acknowledge_by=date(2022, 9, 30),
    forward_by=date(2022, 10, 3),
    tell_by=date(2022, 10, 5),
    second_contact_on=date(2022, 10, 3),
    call_on=date(2022, 10, 4),
    head_on=date(2022, 10, 5),
    holidays=HOLIDAYS,
)


def owed_on(day, answer=None, *, forwarded=False, told_all=False):
    said = Acknowledgement(answer=answer) if answer else None
    return owed(said, PLAN, forwarded=forwarded, told_all=told_all, today=day)


@pytest.mark.parametrize(("day", "until", "days"), [
    (date(2022, 9, 30), date(2022, 9, 29), 0),
    (date(2022, 9, 30), date(2022, 9, 30), 0),
    (date(2022, 9, 30), date(2022, 10, 2), 0),  # a weekend
    (date(2022, 9, 30), date(2022, 10, 3), 1),
    (date(2022, 10, 12), date(2022, 10, 17), 1),  # two holidays and a weekend
])  # fmt: skip
def test_only_working_days_pass(day, until, days):
    assert working_days_between(day, until, HOLIDAYS) == days


def test_a_letter_without_an_answer_owes_the_acknowledgement():
    assert owed_on(date(2022, 9, 29)) == Owed(Step.ACKNOWLEDGE, PLAN.acknowledge_by, 0, Rung.MAIL)


@pytest.mark.parametrize(("day", "late", "rung"), [
    (date(2022, 9, 30), 0, Rung.MAIL),
    (date(2022, 10, 1), 0, Rung.MAIL),
    (date(2022, 10, 3), 1, Rung.SECOND_CONTACT),
    (date(2022, 10, 4), 2, Rung.CALL),
    (date(2022, 10, 5), 3, Rung.HEAD),
])  # fmt: skip
def test_a_letter_climbs_the_ladder_day_by_day(day, late, rung):
    found = owed_on(day)

    assert (found.late, found.rung) == (late, rung)


def test_the_chain_is_owed_step_by_step():
    day = date(2022, 10, 6)
    found = [
        owed_on(day, "received"),
        owed_on(day, "received", forwarded=True),
        owed_on(day, "received", forwarded=True, told_all=True),
        owed_on(day, "not_ours"),
    ]

    assert found == [Owed(Step.FORWARD, PLAN.forward_by, 3), Owed(Step.TELL, PLAN.tell_by, 1),
                     None, None]  # fmt: skip


def test_the_words_say_what_is_late_and_by_when_it_is_due():
    late, in_time = owed_on(date(2022, 10, 4)), owed_on(date(2022, 9, 29))

    assert (late.words, in_time.words) == (
        "ยังไม่รับทราบ ช้า 2 วันทำการ", "รับทราบภายใน 30 ก.ย. 2565",
    )  # fmt: skip
