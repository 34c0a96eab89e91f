"""A release set for an instant: who may, when it happens, what holds it; and it happens once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from judging import tasks
from judging.deciding import minutes
from judging.models import Mark, Ranking
from judging.ranking.proposing import prepare
from judging.results import embargo
from judging.results.releasing import release
from notifications.models import Message
from tests.factories import make_member, make_user

from .factories import JUDGING, make_entry, make_judge, make_signed

INSTANT = JUDGING + timedelta(days=2)
MOMENT = timedelta(microseconds=1)
COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def ranking(edition, round_, officer) -> Ranking:
    member = make_member(email="lao@lao.example")
    make_judge(round_)
    make_signed(round_, make_entry(edition, lao=member.memberships.get().lao), COMPLETE)
    return prepare(round_, by=officer, at=JUDGING, awards=1)


@pytest.fixture
def set_release(ranking, second_officer) -> Ranking:
    return embargo.approve(ranking, by=second_officer, at=JUDGING, publish_at=INSTANT)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_nothing_is_public_before_the_instant_and_all_of_it_from_then_on(client, set_release):
    assert embargo.publish_due(at=INSTANT - MOMENT) == 0
    assert "ยังไม่ประกาศผล" in client.get(reverse("results:results", args=["2565"])).text
    assert client.get(reverse("results:matrix", args=["2565"])).status_code == 404
    assert told("results_published") == []

    assert embargo.publish_due(at=INSTANT) == 1

    published = Ranking.objects.released().get()
    assert (published.released_at, published.released_by) == (INSTANT, set_release.approved_by)
    assert client.get(reverse("results:matrix", args=["2565"])).status_code == 200
    assert told("results_published") == ["lao@lao.example"]


def test_a_second_sweep_publishes_and_tells_nothing_more(set_release):
    done = [embargo.publish_due(at=INSTANT + timedelta(seconds=15 * each)) for each in range(3)]

    assert done == [1, 0, 0]
    assert told("results_published") == ["lao@lao.example"]
    assert audit.about(set_release).filter(action=audit.Action.RESULTS_RELEASED).count() == 1


def test_the_task_and_the_command_publish_by_the_contests_clock(set_release, set_clock, capsys):
    set_clock(INSTANT - timedelta(seconds=1))
    tasks.publish_due()
    assert not Ranking.objects.released().exists()

    set_clock(INSTANT)
    call_command("publish_due")
    assert capsys.readouterr().out == "1 published\n"
    tasks.publish_due()
    assert Ranking.objects.released().count() == 1


def test_the_preparer_cannot_approve(ranking, officer):
    with pytest.raises(NotAllowed, match="ต้องให้อีกคนหนึ่ง"):
        embargo.approve(ranking, by=officer, at=JUDGING, publish_at=INSTANT)
    with pytest.raises(IntegrityError), transaction.atomic():
        facts = {"approved_by": officer, "approved_at": JUDGING, "publish_at": INSTANT}
        Ranking.objects.filter(pk=ranking.pk).update(**facts)


def test_an_instant_that_is_past_is_refused(ranking, second_officer):
    with pytest.raises(NotAllowed, match="ผ่านไปแล้ว"):
        embargo.approve(ranking, by=second_officer, at=JUDGING, publish_at=JUDGING)


@pytest.mark.parametrize("who", ["officer", "second_officer"])
def test_either_person_takes_it_back_before_the_instant(set_release, request, who):
    embargo.cancel(set_release, by=request.getfixturevalue(who), at=INSTANT - MOMENT)

    assert embargo.publish_due(at=INSTANT) == 0
    with pytest.raises(NotAllowed):
        embargo.cancel(set_release, by=request.getfixturevalue(who), at=INSTANT)


def test_nothing_else_is_proposed_or_published_while_a_release_is_set(
    round_, set_release, officer, second_officer
):
    with pytest.raises(NotAllowed, match="ต้องยกเลิกก่อน"):
        prepare(round_, by=officer, at=JUDGING)
    with pytest.raises(NotAllowed, match="ต้องยกเลิกก่อน"):
        release(set_release, by=second_officer, at=JUDGING)
    other = make_user(role=Role.DLA_OFFICER)
    with pytest.raises(NotAllowed, match="ต้องยกเลิกก่อน"):
        embargo.approve(set_release, by=other, at=JUDGING, publish_at=INSTANT + MOMENT)


def change_a_mark(ranking, officer):
    Mark.objects.filter(value=7).update(value=8)


def change_the_minutes(ranking, officer):
    words = {"outcome": "none", "reason": "ถอนตัว", "said": ""}
    entry = ranking.decisions.get().entry
    minutes.save_verdict(ranking.round, entry, words, by=officer, at=JUDGING, version=0)


@pytest.mark.parametrize("change", [change_a_mark, change_the_minutes])
def test_what_changed_holds_the_release_and_both_are_told_once(
    set_release, officer, second_officer, change, signed_in
):
    change(set_release, officer)

    done = [embargo.publish_due(at=INSTANT) for _ in range(2)]

    assert done == [0, 0]
    assert not Ranking.objects.released().exists()
    assert told("results_published") == []
    assert told("release_held") == sorted([officer.email, second_officer.email])
    assert audit.about(set_release).filter(action=audit.Action.RELEASE_HELD).count() == 1
    text = signed_in(officer).get(reverse("judging:ranking", args=["2565"])).text
    assert "ไม่ได้ประกาศตามเวลาที่ตั้งไว้" in text


def test_what_was_held_is_prepared_again_and_set_again(
    round_, set_release, officer, second_officer
):
    change_a_mark(set_release, officer)
    embargo.publish_due(at=INSTANT)
    later = INSTANT + timedelta(days=1)

    again = prepare(round_, by=officer, at=INSTANT, awards=1)
    embargo.approve(again, by=second_officer, at=INSTANT, publish_at=later)

    assert embargo.publish_due(at=later) == 1
    assert Ranking.objects.released().get() == again


def test_the_officers_set_and_take_back_a_time_on_pages(
    signed_in, ranking, officer, second_officer, set_clock
):
    def page(name):
        return reverse(f"judging:{name}", args=["2565", ranking.pk])

    client = signed_in(second_officer)
    wrong = client.post(page("ranking_set"), {"day": "31 ก.พ. 2565", "hour": "25.00"})
    assert wrong.context["form"].errors.keys() == {"day", "hour"}
    assert "31 ก.พ. 2565" in wrong.text

    done = client.post(page("ranking_set"), {"day": "๑๗ ต.ค. ๒๕๖๕", "hour": "10.00"}, follow=True)
    assert "17 ต.ค. 2565 10.00 น." in done.text
    ranking.refresh_from_db()
    assert ranking.publish_at.isoformat() == "2022-10-17T03:00:00+00:00"

    asked = client.get(page("ranking_take_back"))
    back = signed_in(officer).post(page("ranking_take_back"), follow=True)
    assert "ยกเลิกเวลาประกาศที่ตั้งไว้หรือไม่" in asked.text
    assert "ยกเลิกเวลาประกาศแล้ว" in back.text
    assert not Ranking.objects.waiting_for_the_clock().exists()


def test_a_past_instant_is_told_at_its_field_and_what_was_typed_stays(
    signed_in, ranking, second_officer
):
    url = reverse("judging:ranking_set", args=["2565", ranking.pk])

    answer = signed_in(second_officer).post(url, {"day": "1 ต.ค. 2565", "hour": "10.00"})

    assert answer.status_code == 200
    assert "ผ่านไปแล้ว" in str(answer.context["form"].errors["day"])
    assert 'value="1 ต.ค. 2565"' in answer.text
    assert not Ranking.objects.waiting_for_the_clock().exists()
