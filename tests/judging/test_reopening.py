"""A signed sheet is opened again by the chair, with a reason; nobody opens the own one."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit, homes
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging.conflicts import barring
from judging.models import Reopening, Sheet
from judging.ranking import proposing
from judging.results import releasing
from judging.sheets import reopening
from judging.sheets.saving import Stale, given_on, save
from judging.sheets.signing import sign
from notifications.models import Message
from tests.factories import make_user

from .factories import JUDGING, make_entry, make_judge, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}
REASON = "กรรมการพบว่าอ่านเอกสารผิดฉบับ"
WHY = "ให้คะแนนสลับข้อ"


@pytest.fixture
def chair(round_):
    return make_judge(round_, make_user(role=Role.CHAIR)).user


@pytest.fixture
def signed(judge, entry):
    return make_sheet(judge, entry, COMPLETE, signed=True)


def of(sheet) -> Sheet:
    return Sheet.objects.get(pk=sheet.pk)


def open_again(sheet, by):
    return reopening.open_again(sheet, reason=REASON, by=by, at=JUDGING)


def mails(kind):
    return list(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_the_chair_opens_it_the_judge_is_told_and_signs_anew(signed, judge, chair):
    open_again(signed, chair)

    opened = of(signed)
    assert (opened.signed_at, given_on(opened)) == (None, COMPLETE)
    assert mails("reopening_answered") == [judge.user.email]
    assert Sheet.objects.counted().count() == 0
    again = save(opened, {**COMPLETE, "model": 9}, "", by=judge.user, at=JUDGING, version=2)
    sign(again, by=judge.user, at=JUDGING, version=3)
    assert (given_on(of(signed))["model"], Sheet.objects.counted().count()) == (9, 1)


def test_the_record_keeps_who_why_and_the_marks_as_they_were_signed(signed, chair):
    open_again(signed, chair)

    [event] = audit.about(signed).filter(action=audit.Action.SHEET_REOPENED)
    assert (event.actor_id, event.facts["reason"]) == (str(chair.pk), REASON)
    assert (event.facts["marks"], event.facts["version"]) == (COMPLETE, 1)


def test_nobody_opens_the_own_sheet(round_, entry, chair):
    own = make_sheet(round_.judges.get(user=chair), entry, COMPLETE, signed=True)

    with pytest.raises(NotAllowed):
        open_again(own, chair)
    assert of(own).signed_at


@pytest.mark.parametrize("late", ["closes_at"])
def test_after_the_closing_it_stays_as_it_is(round_, signed, chair, late):
    with pytest.raises(NotAllowed):
        reopening.open_again(signed, reason=REASON, by=chair, at=getattr(round_, late))
    assert of(signed).signed_at


def test_an_unsigned_sheet_needs_no_opening(sheet, chair):
    with pytest.raises(NotAllowed):
        open_again(sheet, chair)


def test_a_page_of_before_the_opening_overwrites_nothing(signed, judge, chair):
    """The judge's tab showed version 1; the chair opened the sheet meanwhile."""
    open_again(signed, chair)

    with pytest.raises(Stale):
        save(signed, {**COMPLETE, "model": 0}, "", by=judge.user, at=JUDGING, version=1)
    assert given_on(of(signed)) == COMPLETE


def test_a_prepared_ranking_is_void_once_a_sheet_is_open_again(
    round_, signed, chair, officer, second_officer
):
    prepared = proposing.prepare(round_, by=officer, at=round_.closes_at, awards=1)
    open_again(signed, chair)

    with pytest.raises(NotAllowed):
        releasing.release(prepared, by=second_officer, at=round_.closes_at)


def test_a_judge_asks_once_and_the_chair_hears_of_it(signed, judge, chair, signed_in):
    page = reverse("judging:sheet_reopen", args=["2565", signed.pk])
    for _press in range(2):
        signed_in(judge.user).post(page, {"why": WHY})

    assert Reopening.objects.get().why == WHY
    assert mails("reopening_asked") == [chair.email]
    assert WHY in signed_in(chair).get(reverse("judging:signed_sheets", args=["2565"])).text


def test_a_wish_can_be_refused_and_the_sheet_stays_signed(signed, judge, chair, signed_in):
    reopening.ask(signed, why=WHY, by=judge.user, at=JUDGING)
    page = reverse("judging:sheet_open_again", args=["2565", signed.pk])
    signed_in(chair).post(page, {"reason": REASON, "refuse": "1"})

    assert of(signed).signed_at
    assert Reopening.objects.get().answer == "refused"
    assert mails("reopening_answered") == [judge.user.email]


def test_without_a_reason_nothing_happens_and_the_page_says_so(signed, chair, signed_in):
    page = reverse("judging:sheet_open_again", args=["2565", signed.pk])
    answer = signed_in(chair).post(page, {"reason": " "})

    assert "เขียนเหตุผล" in answer.text
    assert of(signed).signed_at


def test_a_chair_in_conflict_hears_and_sees_nothing_of_the_entry(
    round_, signed, judge, entry, chair, signed_in
):
    own = round_.judges.get(user=chair)
    barring.declare(own, entry, by=chair, at=JUDGING, reason="ญาติ")
    judge.invited_by = make_user(role=Role.DLA_OFFICER)
    judge.save(update_fields=["invited_by"])
    reopening.ask(signed, why=WHY, by=judge.user, at=JUDGING)

    page = signed_in(chair).get(reverse("judging:signed_sheets", args=["2565"])).text
    alone = signed_in(chair).get(reverse("judging:sheet_open_again", args=["2565", signed.pk]))
    assert mails("reopening_asked") == [judge.invited_by.email]
    assert (entry.number in page, WHY in page, alone.status_code) == (False, False, 404)


def test_the_chair_of_another_panel_does_not_preside(signed, signed_in):
    stranger = make_user(role=Role.CHAIR)
    answer = signed_in(stranger).get(reverse("judging:signed_sheets", args=["2565"]))

    assert answer.status_code == 404


def test_the_list_asks_few_questions(
    round_, entry, chair, signed_in, django_assert_max_num_queries
):
    for _each in range(6):
        make_sheet(make_judge(round_), make_entry(round_.edition), COMPLETE, signed=True)
    client = signed_in(chair)

    with django_assert_max_num_queries(14):
        client.get(reverse("judging:signed_sheets", args=["2565"]))


def test_an_answer_without_a_reason_is_no_answer_for_the_database_either(signed, chair):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.create(
            sheet=signed, answer="opened", answered_by=chair, answered_at=JUDGING
        )


def test_who_may_answer_is_told_at_home_until_it_is_answered(signed, judge, chair, entry, officer):
    def told(user) -> bool:
        steps = homes.steps_for(user, entry.edition)
        return "/2565/judging/signed/" in [step.url for step in steps]

    before = told(chair)
    reopening.ask(signed, why=WHY, by=judge.user, at=JUDGING)
    asked = [told(user) for user in (chair, officer, judge.user)]
    open_again(signed, chair)

    assert (before, asked, told(chair)) == (False, [True, True, False], False)


def test_a_chair_in_conflict_is_told_of_nothing(signed, judge, chair, entry, round_):
    sitting = round_.judges.get(user=chair)
    barring.declare(sitting, entry, by=chair, at=JUDGING, kind="family", reason="")
    reopening.ask(signed, why=WHY, by=judge.user, at=JUDGING)

    steps = homes.steps_for(chair, entry.edition)

    assert "/2565/judging/signed/" not in [step.url for step in steps]
