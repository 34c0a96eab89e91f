"""How much a judge reads and what they know, as the officers set it and the plan keeps it."""

from collections import Counter

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from judging.assigning import drafting, planning
from judging.assigning.assignment import assign
from judging.models import Assignment

from .factories import JUDGING, make_entry, make_judge


def address(judge) -> str:
    return reverse("judging:appointment", args=["2565", judge.pk])


@pytest.fixture
def categories(edition):
    first = edition.categories.first()
    other = edition.categories.create(key="second", name_th="อื่น", order=first.order + 1)
    return first, other


def test_an_officer_sets_limit_and_skills(signed_in, officer, judge, categories):
    _first, other = categories

    signed_in(officer).post(address(judge), {"most_sheets": "20", "knows": [other.pk]})

    judge.refresh_from_db()
    assert (judge.most_sheets, list(judge.knows.all())) == (20, [other])
    assert audit.about(judge).get().facts["knows"] == ["second"]


@pytest.mark.parametrize("typed", ["0", "-1", "1001", "ยี่สิบ", "9" * 400])
def test_what_is_no_limit_is_explained(signed_in, officer, judge, typed):
    answer = signed_in(officer).post(address(judge), {"most_sheets": typed})

    judge.refresh_from_db()
    assert answer.context["form"].errors["most_sheets"]
    assert judge.most_sheets is None


@pytest.mark.parametrize("is_solved", [True, False])
def test_both_plans_keep_the_limit_and_ask_who_knows(round_, edition, categories, is_solved):
    first, second = categories
    round_.scores_per_entry = 1
    round_.save(update_fields=["scores_per_entry"])
    limited, expert, other = (make_judge(round_, most_sheets=most) for most in (1, None, None))
    expert.knows.add(second)
    other.knows.add(first)
    for category in (first, second, first, second, first):
        entry = make_entry(edition)
        entry.category = category
        entry.save(update_fields=["category"])

    panel = planning.panel_of(round_)
    planned = drafting.best(panel).added if is_solved else list(planning.simple_plan(panel))

    load = Counter(judge for judge, _entry in planned)
    category_of = {entry: category for entry, _province, category in panel.entries}
    known = {(judge, category_of[entry]) for judge, entry in planned if judge != limited.pk}
    assert load == {limited.pk: 1, expert.pk: 2, other.pk: 2}
    if is_solved:  # the simple one asks who knows only among equal loads
        assert known == {(expert.pk, "second"), (other.pk, first.key)}


def test_full_judges_leave_seats_empty_and_the_page_says_so(round_, edition, officer):
    judge = make_judge(round_, most_sheets=1)
    for _ in range(2):
        make_entry(edition)
    assign(round_, by=officer, at=JUDGING)

    with pytest.raises(NotAllowed, match="จำนวนที่กรรมการรับได้"):
        assign(round_, by=officer, at=JUDGING)

    assert Assignment.objects.get().judge == judge
