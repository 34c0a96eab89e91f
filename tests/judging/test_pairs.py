"""One judge and one entry: pinned, banned, or handed out by hand, by the rules of every plan."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning import drafting, pairing
from judging.conflicts.barring import declare
from judging.judges import invitations
from judging.models import PairRule
from submissions.models import Status

from .factories import JUDGING, make_entry, make_sheet
from .plans import live, work_out


def page(name: str, *args) -> str:
    return reverse(f"judging:{name}", args=["2565", *args])


def test_pins_and_bans_are_kept_to_until_they_are_lifted(one_each, panel, entry, officer):
    banned = pairing.ban(panel[0], entry, by=officer, at=JUDGING, reason="ขอไม่อ่าน")
    pairing.pin(panel[3], entry, by=officer, at=JUDGING, reason="เชี่ยวชาญเรื่องนี้")

    pinned = work_out(one_each, officer).added
    pairing.lift(PairRule.objects.get(kind="pin"), by=officer, at=JUDGING)
    free = work_out(one_each, officer).added

    assert pinned == [[str(panel[3].pk), str(entry.pk)]]
    assert free != [[str(panel[0].pk), str(entry.pk)]]
    assert audit.about(banned).get().facts["reason"] == "ขอไม่อ่าน"
    events = set(audit.about(PairRule.objects.get(kind="pin")).values_list("action", flat=True))
    assert events == {"judging.pair_ruled", "judging.pair_rule_lifted"}


def test_the_simple_plan_keeps_to_pins_too(one_each, panel, entry, officer, monkeypatch):
    pairing.pin(panel[3], entry, by=officer, at=JUDGING, reason="เชี่ยวชาญเรื่องนี้")
    monkeypatch.setattr(drafting, "_solved", lambda problem, seconds: {}["no plan"])

    plan = work_out(one_each, officer)

    assert (plan.added, plan.gap) == ([[str(panel[3].pk), str(entry.pk)]], None)


def test_a_conflict_is_stronger_than_a_pin(one_each, panel, entry, officer):
    pairing.pin(panel[3], entry, by=officer, at=JUDGING, reason="เชี่ยวชาญเรื่องนี้")
    declare(panel[3], entry, by=officer, at=JUDGING, reason="ญาติ")

    ((judge, _entry),) = work_out(one_each, officer).added

    assert judge != str(panel[3].pk)


def has_conflict(judge, entry, officer):
    declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")


def is_full(judge, entry, officer):
    invitations.set_offer(judge, most_sheets=1, knows=[], by=officer)
    make_sheet(judge, make_entry(entry.edition))


def does_not_know(judge, entry, officer):
    roads = entry.edition.categories.create(key="roads", name_th="ถนน", order=9)
    invitations.set_offer(judge, most_sheets=None, knows=[roads], by=officer)


def has_it(judge, entry, officer):
    make_sheet(judge, entry)


def has_left(judge, entry, officer):
    invitations.leave(judge, by=officer, at=JUDGING)


def is_banned(judge, entry, officer):
    pairing.ban(judge, entry, by=officer, at=JUDGING, reason="พักไว้")


def is_out(judge, entry, officer):
    entry.status = Status.WITHDRAWN
    entry.save()


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (has_conflict, "มีส่วนได้เสียกับผลงานนี้"), (is_full, "รับได้ไม่เกิน 1 ใบ"),
        (does_not_know, "ไม่ถนัดหมวด “บริการ”"), (has_it, "มีใบให้คะแนนของผลงานนี้แล้ว"),
        (has_left, "ยังไม่ตอบรับ หรือออกจากคณะกรรมการแล้ว"), (is_banned, "ไม่ให้"),
        (is_out, "ไม่อยู่ในรอบนี้"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("act", [pairing.give, pairing.pin])
def test_one_pair_is_checked_by_the_same_rules(round_, judge, entry, officer, act, happened, why):
    happened(judge, entry, officer)
    before = live()

    with pytest.raises(NotAllowed, match=why):
        act(judge, entry, by=officer, at=JUDGING, reason="อยากให้อ่าน")

    assert (live(), PairRule.objects.filter(kind="pin").count()) == (before, 0)


def test_one_sheet_is_handed_out_by_hand_and_the_reason_is_kept(
    round_, judge, entry, officer, signed_in
):
    form = {"judge": judge.pk, "entry": entry.pk, "what": "give", "reason": "มาช่วยเพิ่ม"}

    answered = signed_in(officer).post(page("pair_rule"), form)

    assert answered.url == page("assign")
    assert live() == {(judge.pk, entry.pk)}
    assert audit.about(round_).get().facts["by_hand"] == "มาช่วยเพิ่ม"


def test_the_form_says_why_not_and_keeps_what_was_typed(round_, judge, entry, officer, signed_in):
    declare(judge, entry, by=officer, at=JUDGING, reason="ญาติ")
    form = {"judge": judge.pk, "entry": entry.pk, "what": "pin", "reason": "เก่งเรื่องนี้"}

    answered = signed_in(officer).post(page("pair_rule"), form)

    assert "มีส่วนได้เสียกับผลงานนี้" in answered.text
    assert "เก่งเรื่องนี้" in answered.text
    assert answered.text.count('class="error-summary"') == 1


def test_an_entry_left_out_is_asked_for_without_a_word_of_conflicts(
    round_, judge, entry, officer, signed_in
):
    form = {"judge": judge.pk, "entry": "", "what": "pin", "reason": "x"}

    answered = signed_in(officer).post(page("pair_rule"), form)

    assert answered.context["form"].errors == {"entry": ["เลือกผลงาน"]}


@pytest.mark.parametrize("field", ["judge", "entry", "what"])
@pytest.mark.parametrize("typed", ["", "x", "\x00"])
def test_what_is_not_on_the_form_is_refused(round_, judge, entry, officer, signed_in, field, typed):
    form = {"judge": judge.pk, "entry": entry.pk, "what": "pin", "reason": "x", field: typed}

    answered = signed_in(officer).post(page("pair_rule"), form)

    assert (answered.status_code, PairRule.objects.count()) == (200, 0)


def test_a_ruling_is_lifted_by_its_button(round_, judge, entry, officer, signed_in):
    rule = pairing.ban(judge, entry, by=officer, at=JUDGING, reason="พักไว้")
    client = signed_in(officer)
    shown = client.get(page("assign")).text

    client.post(page("pair_rule_lift", rule.pk))

    assert "พักไว้" in shown
    assert "พักไว้" not in client.get(page("assign")).text
