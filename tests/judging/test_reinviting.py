"""Judges of an earlier round are invited to a later one: all at once, each by one mail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.conflicts import barring
from judging.judges import invitations, reinviting
from judging.models import Conflict, Passage, Round
from notifications.models import Message

from .factories import JUDGING, make_entry, make_invited, make_judge, make_round, make_sheet
from .test_suggesting import employ

DAY = timedelta(days=1)
PAGE = reverse("judging:judges_again", args=["2565"]) + "?round=2"


@pytest.fixture
def final(round_):
    return make_round(
        round_.edition, name_th="รอบชิงชนะเลิศ", order=2, kind=Round.Kind.FINAL, source=round_,
        opens_at=round_.closes_at, closes_at=round_.closes_at + 5 * DAY,
    )  # fmt: skip


def through(round_, entry, officer):
    Passage.objects.create(
        round=round_, entry=entry, goes_on=True, decided_by=officer, decided_at=JUDGING
    )


def rows(round_, final):
    return {row.judge: row for row in reinviting.judges_of(round_, final, JUDGING)}


def invited_mails():
    return sorted(Message.objects.filter(kind="judge_invited").values_list("address", flat=True))


def test_who_accepted_is_ticked_and_what_speaks_against_others_stands_beside(
    round_, final, officer, signed_in
):
    accepted, silent = make_judge(round_), make_invited(round_)
    declined = make_invited(round_, declined_at=JUDGING, decline_reason="ติดราชการ")
    away = make_judge(round_, away_from=JUDGING.date(), away_until=(JUDGING + DAY).date())
    gone = make_judge(round_, left_at=JUDGING)

    found = rows(round_, final)
    page = signed_in(officer).get(PAGE).text

    assert {judge: row.is_expected for judge, row in found.items()} == {
        accepted: True, silent: False, declined: False, away: True,
    }  # fmt: skip
    assert gone.user.email not in page
    assert page.count(" checked") == 2
    assert "ติดราชการ" in page
    assert (found[away].is_away, found[accepted].is_away) == (True, False)


def test_conflicts_are_counted_with_the_entries_of_the_later_round(
    round_, final, edition, officer, judge
):
    goes_on, suspect, stays_behind = (make_entry(edition) for _ in range(3))
    for entry in (goes_on, suspect):
        through(round_, entry, officer)
    for entry in (goes_on, stays_behind):
        barring.declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")
    employ(judge.user, suspect.lao, left=True)

    row = rows(round_, final)[judge]

    assert (row.declared, row.suggested, row.is_expected) == (1, 1, True)


def test_one_press_invites_the_chosen_and_a_second_one_nobody(round_, final, officer, signed_in):
    chosen, other = [make_judge(round_), make_judge(round_)], make_judge(round_)
    client = signed_in(officer)
    form = {"judges": [judge.pk for judge in chosen]}

    for _again in range(2):
        answer = client.post(PAGE, form, follow=True)

    assert invited_mails() == sorted(judge.user.email for judge in chosen)
    assert {judge.user for judge in final.judges.all()} == {judge.user for judge in chosen}
    assert all(judge.is_undecided and not judge.declared_at for judge in final.judges.all())
    assert other.user.email in client.get(PAGE).text
    assert "ไม่มีการส่งจดหมายฉบับที่สอง" in answer.text
    kinds = audit.Action.JUDGE_INVITED
    assert all(audit.about(each).filter(action=kinds).count() == 1 for each in final.judges.all())


def test_limit_skills_and_an_absence_to_come_are_carried_over(round_, final, edition, officer):
    category = edition.categories.first()
    until = (JUDGING + DAY).date()
    before = make_judge(round_, most_sheets=7, away_from=JUDGING.date(), away_until=until)
    before.knows.add(category)
    back = make_judge(round_, away_from=JUDGING.date() - 9 * DAY, away_until=JUDGING.date() - DAY)

    now, other = reinviting.invite_again(
        final, {before.pk, back.pk}, source=round_, by=officer, at=JUDGING
    )

    assert (now.most_sheets, list(now.knows.all())) == (7, [category])
    now.refresh_from_db()
    assert now.away_until == until
    assert (other.most_sheets, other.away_until) == (None, None)


def test_who_works_for_a_contestant_cannot_be_ticked(round_, final, edition, officer, judge):
    employ(judge.user, make_entry(edition).lao)

    assert rows(round_, final)[judge].can_be_invited is False
    assert reinviting.invite_again(final, {judge.pk}, source=round_, by=officer, at=JUDGING) == []
    assert invited_mails() == []


def test_who_declined_the_later_round_is_asked_again_only_when_ticked(
    round_, final, officer, judge
):
    asked = invitations.invite_judge(final, judge.user.email, "", by=officer, at=JUDGING)
    invitations.decline(asked, by=judge.user, at=JUDGING, reason="ป่วย")
    before = rows(round_, final)[judge]

    again = reinviting.invite_again(
        final, {judge.pk}, source=round_, by=officer, at=JUDGING + DAY
    )  # fmt: skip

    assert (before.can_be_invited, before.is_expected) == (True, False)
    assert [(each.pk, each.is_undecided) for each in again] == [(asked.pk, True)]
    assert invited_mails() == [judge.user.email] * 2


def test_nobody_is_invited_to_a_round_that_is_over(round_, final, officer, judge, signed_in):
    with pytest.raises(NotAllowed):
        reinviting.invite_again(
            final, {judge.pk}, source=round_, by=officer, at=final.closes_at
        )  # fmt: skip

    assert not final.judges.exists()


def test_ticking_nobody_says_what_to_do(round_, final, officer, judge, signed_in):
    answer = signed_in(officer).post(PAGE)

    assert '<a href="#id_judges">กรรมการ: ทำเครื่องหมายหน้าผู้ที่จะเชิญ</a>' in answer.text
    assert 'id="id_judges"' in answer.text
    assert invited_mails() == []


def test_where_nobody_is_left_no_button_promises_mails(round_, final, officer, judge, signed_in):
    client = signed_in(officer)
    before = client.get(PAGE).text
    reinviting.invite_again(final, {judge.pk}, source=round_, by=officer, at=JUDGING)

    after = client.get(PAGE).text

    assert [("ส่งคำเชิญ" in each) for each in (before, after)] == [True, False]
    assert "ไม่มีใครในรายการนี้ที่ยังเชิญได้" in after


def test_an_earlier_round_can_be_chosen_and_one_without_judges_is_not_offered(
    round_, final, edition, judge, officer, signed_in
):
    make_judge(final)
    last = make_round(
        edition, name_th="รอบพิเศษ", order=3, opens_at=final.closes_at,
        closes_at=final.closes_at + DAY,
    )  # fmt: skip
    client, page = signed_in(officer), PAGE.replace("round=2", "round=3")

    nearest, named = client.get(page), client.get(page + "&from=1")

    assert [each.order for each in reinviting.sources_of(last)] == [2, 1]
    assert list(reinviting.sources_of(round_)) == []
    assert judge.user.email not in nearest.text
    assert judge.user.email in named.text


def test_a_conflict_of_the_earlier_round_hides_the_entry_in_the_later_one(
    round_, final, edition, officer, judge
):
    """Nothing is copied: a conflict is the person's, in every round of the edition."""
    entry = make_entry(edition)
    through(round_, entry, officer)
    barring.declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")

    (now,) = reinviting.invite_again(final, {judge.pk}, source=round_, by=officer, at=JUDGING)
    invitations.accept(now, by=judge.user, at=JUDGING)
    make_sheet(now, entry)

    assert barring.declared(final) == {(now.pk, entry.pk)}
    assert Conflict.objects.filter(judge=now).count() == 0
    assert not now.assignments.live().exists()
