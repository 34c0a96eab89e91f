"""A judge in conflict cannot tell that the entry exists."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.models import Membership
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign
from judging.conflicts import barring
from judging.conflicts.barring import declare
from judging.models import Assignment, Conflict, Sheet
from submissions.models import Status
from tests.factories import WORKING_DAY, make_edition, make_lao

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}
# The number and the secret that every request gets.
OWN_TO_THE_REQUEST = re.compile(r"(?<=mono\">)[0-9a-f]{12}|(?<=value=\")[0-9A-Za-z]{64}")


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


def said(response) -> tuple:
    """Status and text, but for the address that was asked for and what each request gets."""
    text = response.text.replace(response.request["PATH_INFO"], "ADDRESS")
    return response.status_code, OWN_TO_THE_REQUEST.sub("…", text)


def test_the_sheet_is_kept_and_frozen_out_of_the_count(judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE, signed=True)

    declare(judge, entry, by=judge.user, at=JUDGING, reason="น้องชายเป็นนายก อบต.")

    assert Assignment.objects.get().ended_at == JUDGING
    assert sheet.marks.count() == 3
    assert not Sheet.objects.visible_to(judge.user).exists()
    assert not Sheet.objects.counted().exists()


@pytest.mark.parametrize("name", ["sheet", "sheet_sign", "sheet_conflict"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_its_pages_are_those_of_something_that_never_was(signed_in, judge, sheet, name, method):
    client = signed_in(judge.user)
    declare(judge, sheet.assignment.entry, by=judge.user, at=JUDGING, reason="ญาติ")

    hidden = getattr(client, method)(page(name, sheet.pk))
    unknown = getattr(client, method)(page(name, uuid4()))

    assert said(hidden) == said(unknown)
    assert hidden.status_code == 404


def test_lists_counts_and_the_next_entry_know_nothing_of_it(signed_in, judge, sheet, edition):
    other = make_sheet(judge, make_entry(edition), COMPLETE)
    client = signed_in(judge.user)
    with_conflict = make_entry(edition, title="ต้องไม่เห็น")
    make_sheet(judge, with_conflict)
    declare(judge, with_conflict, by=judge.user, at=JUDGING, reason="ญาติ")

    desk = client.get(page("desk"))
    go_on = client.post(page("sheet", sheet.pk), {"version": 1, "comment": "อ่านแล้ว"})

    assert (desk.context["desk"].total, desk.context["desk"].next.sheet) == (2, sheet)
    assert "ต้องไม่เห็น" not in desk.text
    assert go_on.url == page("sheet", other.pk)


def test_a_conflict_in_another_round_hides_the_entry_too(judge, sheet, edition):
    earlier = make_judge(make_round(edition, order=2), judge.user)

    declare(earlier, sheet.assignment.entry, by=judge.user, at=JUDGING, reason="ญาติ")

    assert not Sheet.objects.visible_to(judge.user).exists()


def test_the_second_declaration_is_the_first(judge, entry):
    first = declare(judge, entry, by=judge.user, at=JUDGING, reason="ญาติ")

    second = declare(judge, entry, by=judge.user, at=JUDGING, reason="อีกครั้ง")

    assert (second, Conflict.objects.count(), audit.about(first).count()) == (first, 1, 1)


def test_a_conflict_needs_a_reason(judge, entry):
    with pytest.raises(NotAllowed, match="เขียนสั้น ๆ"):
        declare(judge, entry, by=judge.user, at=JUDGING, reason="  ")


def test_the_timeline_of_the_entry_is_silent_about_judges(judge, entry):
    declare(judge, entry, by=judge.user, at=JUDGING, reason="ญาติ")

    assert not audit.about(entry).exists()


def test_another_judge_takes_the_place(round_, judge, sheet, officer):
    entry = sheet.assignment.entry
    others = [make_judge(round_) for _ in range(3)]
    declare(judge, entry, by=judge.user, at=JUDGING, reason="ญาติ")

    assign(round_, by=officer, at=JUDGING)

    live = Assignment.objects.live().values_list("judge", flat=True)
    assert set(live) == {other.pk for other in others}


def test_staff_of_an_organisation_are_suggested_and_never_assigned(round_, judge, entry, officer):
    Membership.objects.create(user=judge.user, lao=entry.lao, claimed_at=WORKING_DAY)
    other = make_judge(round_)

    assign(round_, by=officer, at=JUDGING)

    assert barring.suggested(round_) == {(judge.pk, entry.pk)}
    assert [each.judge for each in Assignment.objects.all()] == [other]


def employ(user, lao) -> Membership:
    return Membership.objects.create(user=user, lao=lao, claimed_at=WORKING_DAY)


def test_who_works_for_a_contestant_judges_no_rival_either(round_, judge, entry, edition, officer):
    employ(judge.user, make_entry(edition).lao)
    other = make_judge(round_)

    assign(round_, by=officer, at=JUDGING)

    assert barring.contestants(round_)[judge.pk] == judge.user.employers[0]
    assert {each.judge for each in Assignment.objects.all()} == {other}


@pytest.mark.parametrize("reason", ["withdrawn", "membership ended", "other edition"])
def test_who_works_for_no_contestant_may_judge(round_, judge, entry, edition, officer, reason):
    lao = make_lao()
    membership = employ(judge.user, lao)
    if reason == "withdrawn":
        make_entry(edition, lao=lao, status=Status.WITHDRAWN)
    if reason == "membership ended":
        make_entry(edition, lao=lao, status=Status.SUBMITTED)
        Membership.objects.filter(pk=membership.pk).update(ended_at=WORKING_DAY)
    if reason == "other edition":
        make_entry(make_edition("2566"), lao=lao)

    assert barring.contestants(round_) == {}


def test_a_conflict_with_every_entry_takes_all_sheets_out_of_the_count(
    judge, entry, edition, officer
):
    for each in (entry, make_entry(edition)):
        make_sheet(judge, each, COMPLETE, signed=True)

    barring.declare_all(judge, by=officer, at=JUDGING, reason="ทำงานที่ อปท. ผู้เข้าประกวด")

    assert Conflict.objects.filter(declared_by=officer).count() == 2
    assert not Sheet.objects.counted().exists()
