"""Before inviting, an officer sees what the person could not judge, and what would stay empty."""

import pytest
from django.urls import reverse

from contest_portal.accounts.roles import Role
from judging.conflicts.barring import declare
from judging.judges import whatif
from judging.models import Judge
from notifications.models import Message
from tests.factories import make_lao, make_province, make_user

from .factories import JUDGING, make_entry, make_judge, make_round
from .test_suggesting import employ

PAGE = reverse("judging:what_if", args=["2565"])


def test_a_person_s_former_post_and_declared_conflicts_are_counted(round_, edition, officer):
    person = make_user("dean@university.example", role=Role.JUDGE)
    former, declared, _free = (make_entry(edition) for _ in range(3))
    employ(person, former.lao, left=True)
    earlier = make_judge(make_round(edition, order=2), person)
    declare(earlier, declared, by=officer, at=JUDGING, reason="", kind="family")

    found = whatif.of_person(round_, person)

    assert {(each.work.entry, each.kind) for each in found.findings} == {
        (former.pk, "former_post"), (declared.pk, "family"),
    }  # fmt: skip
    assert (found.entries, found.could_read, found.employer) == (3, 1, None)
    assert dict(found.by_kind) == {"เคยทำงานที่นั่น": 1, "ครอบครัวหรือคนใกล้ชิด": 1}


def test_seats_that_stay_empty_now_and_with_the_person(round_, edition):
    province = make_province("58")
    make_entry(edition, lao=make_lao(province))
    make_entry(edition)
    for _ in range(2):
        make_judge(round_)

    anybody = whatif.of_affiliation(round_, lao=None, province="")
    neighbour = whatif.of_affiliation(round_, lao=None, province=province.pk)

    assert (anybody.empty_now, anybody.empty_then) == (2, 0)
    assert (neighbour.empty_now, neighbour.empty_then) == (2, 1)


def test_who_works_for_a_contestant_could_read_nothing(round_, entry, edition):
    make_entry(edition)

    found = whatif.of_affiliation(round_, lao=entry.lao, province="")

    assert (found.employer, found.could_read) == (entry.lao, 0)
    assert found.empty_then == found.empty_now == 6


def test_the_page_stores_nothing_and_tells_nobody(signed_in, officer, round_, entry):
    person = make_user("dean@university.example")
    employ(person, entry.lao, left=True)

    shown = signed_in(officer).post(PAGE, {"email": "Dean@university.example"})

    assert f"เคยทำงานที่ {entry.lao.display_name}" in shown.text
    assert (Judge.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "บอกว่าดูของใคร"),
        ({"email": "x"}, "ใส่อีเมลให้ครบ"),
        ({"email": "nobody@university.example"}, "ยังไม่รู้จักอีเมลนี้"),
        ({"province": "99"}, "จังหวัด"),
    ],
)
def test_what_cannot_be_looked_up_is_said(signed_in, officer, round_, entry, form, said):
    answer = signed_in(officer).post(PAGE, form)

    assert (answer.status_code, answer.context["found"]) == (200, None)
    assert said in answer.text
