"""Before anything opens a judge goes through the list of entries and says what it has to do with
them; afterwards these entries do not exist for that judge."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.conflicts import declaring
from judging.models import Conflict, Judge
from judging.ranking.proposing import prepare
from judging.results.releasing import release
from submissions.models import Status

from .factories import JUDGING, make_entry, make_invited, make_judge, make_sheet

BEFORE = JUDGING - timedelta(days=8)
PAGE = reverse("judging:declaration", args=["2565"])
DESK = reverse("judging:desk", args=["2565"])


@pytest.fixture
def early(round_, set_clock):
    """The panel is there and the round has not opened."""
    set_clock(BEFORE)
    return round_


def titles(answer) -> list[str]:
    return [each.title for each in answer.context["listed"]]


def kinds(entry, kind="family", words="") -> dict:
    return {
        "entries": [str(entry.pk)], "confirm": "1",
        f"kind_{entry.pk}": kind, f"words_{entry.pk}": words,
    }  # fmt: skip


def test_ticking_asks_for_the_kind_and_stores_nothing_yet(early, judge, entry, signed_in):
    client = signed_in(judge.user)

    listed = client.get(PAGE)
    asked = client.post(PAGE, {"entries": [str(entry.pk)]})

    assert titles(listed) == ["ขออนุญาตก่อสร้างออนไลน์"]
    assert "ครอบครัวหรือคนใกล้ชิด" in asked.text
    assert not Conflict.objects.exists()


def test_declared_entries_are_gone_from_the_list_and_it_may_be_read_again_until_the_round_opens(
    early, judge, entry, edition, signed_in, set_clock
):
    make_entry(edition, title="ผลงานอื่น")
    client = signed_in(judge.user)

    declared = client.post(PAGE, kinds(entry))
    again = client.get(PAGE)
    set_clock(JUDGING)
    afterwards = client.get(PAGE)

    conflict = Conflict.objects.get()
    assert (conflict.entry, conflict.kind, conflict.declared_by) == (entry, "family", judge.user)
    assert declared.url == reverse("judging:invitation", args=["2565"])
    assert titles(again) == ["ผลงานอื่น"]
    assert "listed" not in afterwards.context
    assert "คุณดูรายการนี้แล้วเมื่อ" in afterwards.text


def test_ticking_nothing_is_a_declaration_too(early, judge, entry, signed_in):
    client = signed_in(judge.user)
    owed = client.get(DESK).text

    asked = client.post(PAGE, {})
    client.post(PAGE, {"confirm": "1"})

    judge.refresh_from_db()
    assert PAGE in owed
    assert "ไม่มีส่วนได้เสียกับผลงานใดเลยใช่หรือไม่" in asked.text
    assert (judge.declared_at, Conflict.objects.count()) == (BEFORE, 0)
    assert PAGE not in client.get(DESK).text
    event = audit.about(judge).get()
    assert (event.action, event.facts["conflicts"]) == ("judging.list_declared", 0)


def test_a_kind_is_needed_and_something_else_needs_words(early, judge, entry, signed_in):
    client = signed_in(judge.user)

    without = client.post(PAGE, kinds(entry, kind=""))
    no_words = client.post(PAGE, kinds(entry, kind="other", words=" "))
    unknown = client.post(PAGE, kinds(entry, kind="rumour", words="ได้ยินมา"))

    assert "เลือกว่ามีส่วนได้เสียแบบใด" in without.text
    assert "เขียนสั้น ๆ ว่ามีส่วนได้เสียอย่างไร" in no_words.text
    assert "ได้ยินมา" in unknown.text
    assert not Conflict.objects.exists()


def test_an_entry_that_is_not_on_the_list_is_refused_as_one_that_never_was(
    early, judge, entry, edition, signed_in
):
    client = signed_in(judge.user)
    hidden = make_entry(edition)
    Conflict.objects.create(judge=judge, entry=hidden, reason="ญาติ", declared_by=judge.user,
                            declared_at=BEFORE)  # fmt: skip

    answers = [client.post(PAGE, {"entries": [name]}) for name in (str(hidden.pk), str(uuid4()))]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [titles(answer) for answer in answers] == [["ขออนุญาตก่อสร้างออนไลน์"]] * 2
    assert "เลือกจากผลงานในรายการนี้" in answers[0].text


def test_the_list_holds_what_is_to_be_judged_and_nothing_else(early, judge, edition, signed_in):
    make_entry(edition, title="ยังไม่ตรวจ", status=Status.SUBMITTED)
    make_entry(edition, title="ผ่านแล้ว")

    assert titles(signed_in(judge.user).get(PAGE)) == ["ผ่านแล้ว"]


def test_in_a_blind_round_the_list_does_not_tell_who_entered_what(
    early, judge, entry, edition, signed_in
):
    early.is_blind = True
    early.save()
    twin = make_entry(edition, lao=entry.lao)
    client = signed_in(judge.user)

    listed = client.get(PAGE)
    (line,) = listed.context["listed"]
    client.post(PAGE, {"entries": [line.key], "confirm": "1", f"kind_{line.key}": "works_there"})

    assert entry.lao.name_th in listed.text
    assert "ขออนุญาตก่อสร้างออนไลน์" not in listed.text
    assert entry.number not in listed.text
    assert set(Conflict.objects.values_list("entry", "kind")) == {
        (entry.pk, "works_there"), (twin.pk, "works_there"),
    }  # fmt: skip


def test_who_has_not_accepted_sees_no_list(early, entry, signed_in):
    invited = make_invited(early)

    answer = signed_in(invited.user).get(PAGE)

    assert "listed" not in answer.context
    assert entry.number not in answer.text
    with pytest.raises(NotAllowed):
        declaring.declare_list(invited, {}, by=invited.user, at=BEFORE)


def test_who_accepts_after_the_opening_still_sees_the_list_once(round_, judge, entry, signed_in):
    client = signed_in(judge.user)

    first = client.get(PAGE)
    client.post(PAGE, {"confirm": "1"})

    assert titles(first) == ["ขออนุญาตก่อสร้างออนไลน์"]
    assert "listed" not in client.get(PAGE).context


def test_nobody_sees_it_once_the_results_are_out(
    round_, judge, entry, signed_in, officer, second_officer
):
    make_sheet(judge, entry, {"real_use": 7, "model": 5, "innovation": 3}, signed=True)
    release(prepare(round_, by=officer, at=JUDGING), by=second_officer, at=JUDGING)

    assert declaring.why_not(make_judge(round_), JUDGING) is not None


def test_old_conflicts_are_of_no_kind_and_such_need_words(judge, entry):
    facts = {"judge": judge, "entry": entry, "declared_by": judge.user, "declared_at": BEFORE}

    with transaction.atomic(), pytest.raises(IntegrityError):
        Conflict.objects.create(reason="", **facts)

    assert Conflict.objects.create(reason="ญาติ", **facts).kind == Conflict.Kind.OTHER
    assert Judge.objects.get().declared_at is None
