"""In a final entries present themselves in an order: a lot that anybody can check, or by hand."""

import hashlib

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.models import Round
from judging.rounds import presenting
from judging.sheets.desks import Desk

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet


@pytest.fixture
def final(edition, set_clock):
    set_clock(JUDGING)
    return make_round(edition, kind=Round.Kind.FINAL)


@pytest.fixture
def entries(edition, final):
    return [make_entry(edition) for _ in range(5)]


def url(name, final):
    return reverse(f"judging:{name}", args=["2565", final.pk])


def order_of(final):
    return [entry for position, entry in presenting.ordered(final) if position]


def test_the_lot_follows_from_its_seed_alone(final, entries, officer):
    seed = presenting.draw(final, seed=" 481516 ", by=officer, at=JUDGING)

    by_hand = sorted(
        entries, key=lambda each: hashlib.sha256(f"481516:{each.number}".encode()).hexdigest()
    )
    assert (seed, order_of(final)) == ("481516", by_hand)
    event = audit.about(final).get()
    assert event.facts == {"seed": "481516", "order": [each.number for each in by_hand]}


def test_without_a_seed_the_portal_makes_one_and_shows_it(final, entries, officer, signed_in):
    client = signed_in(officer)

    client.post(url("presentation_draw", final), {"seed": ""})

    final.refresh_from_db()
    assert len(final.draw_seed) == 16
    assert final.draw_seed in client.get(url("presentation", final)).text


def test_by_hand_every_entry_has_a_place_of_its_own(final, entries, officer, signed_in):
    client = signed_in(officer)
    form = {f"place_{each.pk}": str(place) for place, each in enumerate(entries[::-1], start=1)}

    twice = client.post(url("presentation", final), {**form, f"place_{entries[0].pk}": "1"})
    missing = client.post(url("presentation", final), {**form, f"place_{entries[0].pk}": ""})
    beyond = client.post(url("presentation", final), {**form, f"place_{entries[0].pk}": "6"})
    assert order_of(final) == []
    right = client.post(url("presentation", final), form)

    for wrong in (twice, missing, beyond):
        assert (wrong.status_code, len(wrong.context["form"].errors)) == (200, 1)
    assert (right.status_code, order_of(final)) == (302, entries[::-1])
    final.refresh_from_db()
    assert final.draw_seed == ""


def test_a_place_that_cannot_be_is_named_by_the_entry(final, entries, officer, signed_in):
    form = {f"place_{each.pk}": str(place) for place, each in enumerate(entries, start=1)}
    form[f"place_{entries[0].pk}"] = "99"

    text = signed_in(officer).post(url("presentation", final), form).text

    assert f">ผลงาน {entries[0].number}: ใส่ตัวเลขตั้งแต่ 1 ถึง 5</a>" in text
    assert "Place " not in text


def test_entries_that_changed_meanwhile_are_not_ordered(final, entries, edition, officer):
    order = [each.pk for each in entries]
    make_entry(edition)

    with pytest.raises(NotAllowed, match="เปลี่ยน"):
        presenting.set_order(final, order, by=officer, at=JUDGING)


def test_the_desk_follows_the_order_without_numbers(final, entries, officer, signed_in):
    judge = make_judge(final)
    for each in entries[1:]:  # a judge who has not got them all must not see the gap
        make_sheet(judge, each)
    presenting.draw(final, seed="x", by=officer, at=JUDGING)

    mine = [each for each in order_of(final) if each != entries[0]]
    rows = Desk(judge.user, final).rows
    assert [row.paper.number for row in rows] == [each.number for each in mine]
    sheet = rows[0].sheet
    assert Desk(judge.user, final).after(sheet).pk == rows[1].sheet.pk
    assert "ลำดับการนำเสนอ" not in signed_in(judge.user).get("/2565/judging/").text


def test_once_a_sheet_is_signed_the_order_stands(final, entries, officer):
    presenting.draw(final, seed="x", by=officer, at=JUDGING)
    before = order_of(final)
    make_sheet(make_judge(final), entries[0], {"model": 3}, signed=True)

    for again in (
        lambda: presenting.draw(final, by=officer, at=JUDGING),
        lambda: presenting.set_order(final, [each.pk for each in entries], by=officer, at=JUDGING),
    ):
        with pytest.raises(NotAllowed, match="ลงนาม"):
            again()
    assert order_of(final) == before


@pytest.mark.parametrize("kind", ["scored", "qualifying"])
def test_other_rounds_have_no_order(kind, final, entries, officer):
    Round.objects.update(kind=kind)

    with pytest.raises(NotAllowed):
        presenting.draw(final, by=officer, at=JUDGING)


def test_who_comes_after_the_draw_stands_at_the_end(final, entries, edition, officer):
    presenting.draw(final, by=officer, at=JUDGING)
    late = make_entry(edition)

    assert presenting.ordered(final)[-1] == (None, late)
