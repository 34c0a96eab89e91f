"""Two people at once: nothing is overwritten, nothing happens twice. On both databases."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.documents.models import Document
from contest_portal.refusals import NotAllowed
from judging.assigning.assignment import assign, confirm, work_out
from judging.assigning.pairing import give
from judging.conflicts.barring import declare
from judging.models import Assignment, Conflict, Ranking, Sequel, Sheet
from judging.ranking.proposing import prepare
from judging.results import appeals, embargo
from judging.results.releasing import release
from judging.sheets.reopening import open_again
from judging.sheets.saving import Stale, given_on, save
from judging.sheets.signing import sign
from tests.factories import make_edition, make_member, make_user

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet

pytestmark = pytest.mark.django_db(transaction=True)

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Start all together; returns how each ended: "done" or the name of its exception."""
    barrier = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            act()
            ends.append("done")
        except Exception as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.fixture
def round_(db):
    return make_round(make_edition())


@pytest.fixture
def judge(round_):
    return make_judge(round_)


@pytest.fixture
def sheet(round_, judge):
    return make_sheet(judge, make_entry(round_.edition), COMPLETE)


def test_of_two_pages_saved_at_once_one_wins_and_the_other_is_told(judge, sheet):
    def saver(mark):
        return lambda: save(
            sheet, {**COMPLETE, "model": mark}, "", by=judge.user, at=JUDGING, version=1
        )

    ends = at_once(saver(1), saver(9), saver(2))

    assert ends == [Stale.__name__, Stale.__name__, "done"]
    sheet.refresh_from_db()
    assert sheet.version == 2
    assert given_on(sheet)["model"] in (1, 2, 9)


def test_a_mark_saved_while_the_sheet_is_signed_is_either_in_it_or_refused(judge, sheet):
    new = {**COMPLETE, "model": 9}

    ends = at_once(
        lambda: save(sheet, new, "", by=judge.user, at=JUDGING, version=1),
        lambda: sign(sheet, by=judge.user, at=JUDGING, version=1),
    )

    sheet.refresh_from_db()
    if sheet.signed_at:
        assert (ends, given_on(sheet)) == (sorted([NotAllowed.__name__, "done"]), COMPLETE)
    else:
        assert (ends, given_on(sheet)) == ([Stale.__name__, "done"], new)


def test_signing_twice_at_once_signs_once(judge, sheet):
    ends = at_once(*[lambda: sign(sheet, by=judge.user, at=JUDGING, version=1)] * 2)

    assert ends == [NotAllowed.__name__, "done"]


def test_a_conflict_declared_while_sheets_are_handed_out_is_kept_to(round_, judge):
    entry = make_entry(round_.edition)
    officer = make_user(role=Role.DLA_OFFICER)

    at_once(
        lambda: assign(round_, by=officer, at=JUDGING),
        lambda: declare(judge, entry, by=judge.user, at=JUDGING, reason="ญาติ"),
    )

    assert Conflict.objects.count() == 1
    assert not Assignment.objects.live().exists()
    assert not Sheet.objects.visible_to(judge.user).exists()


def test_sheets_handed_out_twice_at_once_are_handed_out_once(round_):
    for _ in range(5):
        make_judge(round_)
    make_entry(round_.edition)
    officer = make_user(role=Role.DLA_OFFICER)

    ends = at_once(*[lambda: assign(round_, by=officer, at=JUDGING)] * 2)

    assert (ends, Assignment.objects.count()) == ([NotAllowed.__name__, "done"], 3)


def test_a_plan_confirmed_twice_at_once_is_taken_once(round_):
    for _ in range(5):
        make_judge(round_)
    make_entry(round_.edition)
    officer = make_user(role=Role.DLA_OFFICER)
    plan = work_out(round_, by=officer, at=JUDGING)

    ends = at_once(*[lambda: confirm(plan, by=officer, at=JUDGING)] * 2)

    assert (ends, Assignment.objects.count()) == ([NotAllowed.__name__, "done"], 3)


def test_a_conflict_declared_while_a_plan_is_confirmed_is_kept_to(round_):
    judges = [make_judge(round_) for _ in range(3)]
    entry = make_entry(round_.edition)
    officer = make_user(role=Role.DLA_OFFICER)
    plan = work_out(round_, by=officer, at=JUDGING)

    at_once(
        lambda: confirm(plan, by=officer, at=JUDGING),
        lambda: declare(judges[0], entry, by=officer, at=JUDGING, reason="ญาติ"),
    )

    live = set(Assignment.objects.live().values_list("judge", flat=True))
    assert judges[0].pk not in live
    assert live in (set(), {judge.pk for judge in judges[1:]})


def test_one_sheet_given_by_hand_twice_at_once_is_given_once(round_, judge):
    entry = make_entry(round_.edition)
    officer = make_user(role=Role.DLA_OFFICER)

    ends = at_once(*[lambda: give(judge, entry, by=officer, at=JUDGING, reason="เพิ่ม")] * 2)

    assert (ends, Assignment.objects.count()) == ([NotAllowed.__name__, "done"], 1)


def test_results_released_twice_at_once_are_released_once(round_, judge):
    make_sheet(judge, make_entry(round_.edition), COMPLETE, signed=True)
    preparer, one, other = (make_user(role=Role.DLA_OFFICER) for _ in range(3))
    ranking = prepare(round_, by=preparer, at=JUDGING)

    ends = at_once(
        lambda: release(ranking, by=one, at=JUDGING),
        lambda: release(ranking, by=other, at=JUDGING),
    )

    assert ends == [NotAllowed.__name__, "done"]
    assert Ranking.objects.released().count() == 1


def test_a_set_release_that_two_processes_find_due_happens_once(round_, judge):
    make_sheet(judge, make_entry(round_.edition), COMPLETE, signed=True)
    preparer, second = (make_user(role=Role.DLA_OFFICER) for _ in range(2))
    ranking = prepare(round_, by=preparer, at=JUDGING)
    instant = JUDGING + timedelta(hours=1)
    embargo.approve(ranking, by=second, at=JUDGING, publish_at=instant)
    published: list[int] = []

    ends = at_once(*[lambda: published.append(embargo.publish_due(at=instant))] * 3)

    assert (ends, sorted(published)) == (["done"] * 3, [0, 0, 1])
    events = audit.about(ranking).filter(action=audit.Action.RESULTS_RELEASED)
    assert events.count() == 1


def test_a_release_taken_back_at_the_instant_either_happens_or_does_not(round_, judge):
    make_sheet(judge, make_entry(round_.edition), COMPLETE, signed=True)
    preparer, second = (make_user(role=Role.DLA_OFFICER) for _ in range(2))
    ranking = prepare(round_, by=preparer, at=JUDGING)
    instant = JUDGING + timedelta(hours=1)
    embargo.approve(ranking, by=second, at=JUDGING, publish_at=instant)

    ends = at_once(
        lambda: embargo.publish_due(at=instant),
        lambda: embargo.cancel(ranking, by=preparer, at=instant),
    )

    ranking.refresh_from_db()
    if ranking.released_at:
        assert ends == [NotAllowed.__name__, "done"]
    else:
        assert (ends, ranking.publish_at) == (["done", "done"], None)


def test_two_who_preside_open_a_sheet_once_while_its_judge_saves(round_, judge):
    """The judge's page is of before; whoever comes second is told, and no mark is lost."""
    sheet = make_sheet(judge, make_entry(round_.edition), COMPLETE, signed=True)
    officers = [make_user(role=Role.DLA_OFFICER) for _each in range(2)]

    def opener(by):
        return lambda: open_again(sheet, reason="สลับข้อ", by=by, at=JUDGING)

    def saver():
        save(sheet, {**COMPLETE, "model": 0}, "", by=judge.user, at=JUDGING, version=1)

    ends = at_once(opener(officers[0]), opener(officers[1]), saver)

    assert ends in (
        [NotAllowed.__name__, NotAllowed.__name__, "done"],
        [NotAllowed.__name__, Stale.__name__, "done"],
    )
    sheet.refresh_from_db()
    assert (sheet.signed_at, sheet.version, given_on(sheet)) == (None, 2, COMPLETE)
    assert audit.about(sheet).filter(action=audit.Action.SHEET_REOPENED).count() == 1


def test_an_appeal_filed_twice_at_once_is_filed_once(round_, judge):
    member = make_member()
    entry = make_entry(round_.edition, lao=member.memberships.get().lao)
    make_sheet(judge, entry, COMPLETE, signed=True)
    preparer, second = (make_user(role=Role.DLA_OFFICER) for _ in range(2))
    Sequel.objects.create(round=round_, appeal_days=3, saved_by=second, saved_at=JUDGING)
    release(prepare(round_, by=preparer, at=JUDGING), by=second, at=JUDGING)

    ends = at_once(*[lambda: appeals.file(entry, "เหตุผล", by=member, at=JUDGING, version=0)] * 2)

    assert ends == [NotAllowed.__name__, "done"]
    assert Document.objects.filter(kind="appeal").count() == 1
