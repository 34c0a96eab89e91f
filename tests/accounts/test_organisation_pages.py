"""My organisation in the browser: members, answers, kinds, handing over, leaving, taking over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal.accounts import invitations
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Kind, Role
from tests.factories import (
    WORKING_DAY,
    make_edition,
    make_lao,
    make_lao_contact,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def korat():
    return make_province("30")


@pytest.fixture
def lao(korat):
    make_edition()
    return make_lao(korat)


@pytest.fixture
def owner(client, lao):
    user = make_member(lao, name="มาลี")
    client.force_login(user)
    return user


def of(user) -> Membership:
    return user.memberships.latest("claimed_at")


def url(name, thing) -> str:
    return reverse(f"accounts:{name}", args=[thing.pk])


def page(response) -> str:
    return response.content.decode()


def joining(lao, **fields) -> Membership:
    person = make_user(name="สมหญิง")
    facts = {"kind": Kind.EDITOR, "claimed_at": WORKING_DAY, **fields}
    return Membership.objects.create(user=person, lao=lao, **facts)


def test_the_owner_sees_people_kinds_wishes_and_the_mailbox(client, lao, owner):
    claim, contact = joining(lao), make_lao_contact(lao)
    editor = make_member(lao, kind=Kind.EDITOR, name="กานดา")

    shown = page(client.get(url("organisation", lao)))

    for part in ("มาลี", "กานดา", "สมหญิง", contact.address, url("member_answer", claim)):
        assert part in shown
    assert url("member_remove", of(editor)) in shown


def test_a_colleague_sees_people_but_neither_wishes_nor_what_owners_do(client, lao, owner):
    claim = joining(lao)
    editor = make_member(lao, kind=Kind.EDITOR)
    client.force_login(editor)

    shown = page(client.get(url("organisation", lao)))

    assert "มาลี" in shown
    for part in ("สมหญิง", url("member_answer", claim), url("member_remove", of(owner))):
        assert part not in shown


def test_while_a_claim_waits_colleagues_do_not_exist(client, lao, owner):
    client.force_login(joining(lao).user)

    assert client.get(url("organisation", lao)).status_code == 404
    sent_to = client.get(reverse("accounts:my_organisation"))["Location"]
    assert sent_to == url("lao_claim", lao)


def test_my_organisation_is_the_one_or_the_register(client, lao, owner):
    mine = reverse("accounts:my_organisation")

    assert client.get(mine)["Location"] == url("organisation", lao)
    make_second = Membership.objects.create(user=owner, lao=make_lao(), claimed_at=WORKING_DAY)
    assert client.get(mine)["Location"] == reverse("accounts:lao_search")
    assert make_second.is_awaiting


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_page_costs_the_same_for_one_colleague_and_for_thirty(client, lao, owner):
    make_member(lao, kind=Kind.EDITOR)
    joining(lao)
    client.get(url("organisation", lao))
    for_one = queries(client, url("organisation", lao))
    for _each in range(29):
        make_member(lao, kind=Kind.EDITOR)
        joining(lao)

    assert queries(client, url("organisation", lao)) == for_one <= 22


def test_the_officers_list_costs_the_same_for_one_member_and_for_thirty(client, korat, lao):
    client.force_login(make_user(role=Role.PROVINCE_OFFICER, province=korat))
    make_member(lao)
    address = reverse("accounts:member_list")
    client.get(address)
    for_one = queries(client, address)
    for _each in range(29):
        make_member(make_lao(korat))

    assert queries(client, address) == for_one <= 16


def test_officers_find_members_by_person_and_organisation(client, korat, lao, owner):
    make_member(make_lao(korat), name="กานดา")
    make_member(make_lao(make_province("31")), name="กานดา")
    client.force_login(make_user(role=Role.PROVINCE_OFFICER, province=korat))
    address = reverse("accounts:member_list")

    def found(words) -> list[str]:
        return [member.user.name for member in client.get(address, {"q": words}).context["page"]]

    assert found("กานดา") == ["กานดา"]
    assert found(lao.code) == ["มาลี"]
    assert "ไม่พบรายชื่อ" in page(client.get(address, {"q": "ไม่มี"}))


def test_the_owner_lets_somebody_in_on_their_page(client, lao, owner):
    claim = joining(lao)

    client.post(url("member_answer", claim), {"answer": "yes", "kind": "signatory"})

    claim.refresh_from_db()
    assert (claim.is_verified, claim.kind) == (True, Kind.SIGNATORY)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "เลือกคำตอบหนึ่งข้อ"),
        ({"answer": "no"}, "เขียนเหตุผลที่ไม่ให้เข้าร่วม"),
        ({"answer": "yes", "kind": "king"}, "เลือกหน้าที่หนึ่งอย่าง"),
        ({"reason": "เขียนไว้แล้ว"}, "เขียนไว้แล้ว"),
    ],
)
def test_an_answer_that_lacks_something_is_asked_for_again(client, lao, owner, answer, said):
    claim = joining(lao)

    again = client.post(url("member_answer", claim), answer)

    claim.refresh_from_db()
    assert (again.status_code, claim.is_awaiting) == (200, True)
    assert said in page(again)


def test_the_last_owner_is_led_to_handing_over_instead_of_leaving(client, lao, owner):
    shown = client.get(url("member_leave", of(owner)))
    pressed = client.post(url("member_leave", of(owner)))

    assert url("hand_over", of(owner)) in page(shown)
    assert (pressed.status_code, of(owner).is_verified) == (409, True)


def test_handing_over_asks_for_exactly_one_successor(client, lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)
    both = {"colleague": of(colleague).pk, "email": "new@lao.example", "leaves": "stay"}
    address = url("hand_over", of(owner))

    for chosen in ({"leaves": "stay"}, both):
        again = client.post(address, chosen)
        assert "เลือกเพื่อนร่วมงาน หรือใส่อีเมล อย่างใดอย่างหนึ่ง" in page(again)
    done = client.post(address, {"colleague": of(colleague).pk, "leaves": "leave"})

    assert done["Location"] == reverse("home")
    assert (of(colleague).kind, of(owner).ended_at is None) == (Kind.OWNER, False)


def test_whom_the_owner_invites_finds_it_at_home_and_takes_over(client, lao, owner):
    client.post(url("hand_over", of(owner)), {"email": "new@lao.example", "leaves": "leave"})
    invitation = lao.invitations.get()
    arrived = make_user("new@lao.example", name="ใหม่")
    client.force_login(arrived)

    home = page(client.get(reverse("home")))
    asked = client.get(url("invitation", invitation))
    client.post(url("invitation", invitation))

    assert (url("invitation", invitation) in home, asked.status_code) == (True, 200)
    assert (of(arrived).kind, of(owner).ended_at is None) == (Kind.OWNER, False)


def test_whoever_has_no_name_yet_says_it_before_taking_over(client, lao, owner):
    facts = {"by": owner, "at": WORKING_DAY, "leaves": False}
    invitation = invitations.invite(of(owner), "new@lao.example", **facts)
    client.force_login(make_user("new@lao.example"))

    sent_to = client.get(url("invitation", invitation))["Location"]

    assert sent_to.startswith(reverse("accounts:profile"))


def test_the_home_of_an_owner_counts_who_asks_to_join(client, lao, owner):
    joining(lao)
    joining(lao)

    assert "2 คนขอเข้าร่วม" in page(client.get(reverse("home")))


def test_an_officer_names_the_successor_of_a_last_owner(client, korat, lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)
    client.force_login(make_user(role=Role.PROVINCE_OFFICER, province=korat))
    address = url("membership_end", of(owner))

    again = client.post(address, {"reason": "เกษียณ"})
    done = client.post(address, {"reason": "เกษียณ", "successor": of(colleague).pk})

    assert "เลือกเพื่อนร่วมงานที่จะเป็นผู้รับผิดชอบ" in page(again)
    assert done["Location"] == reverse("accounts:member_list")
    assert (of(colleague).kind, of(owner).is_verified) == (Kind.OWNER, False)


def test_a_province_that_comes_too_early_is_told_when(client, korat, lao, owner):
    claim = joining(lao, province_from=WORKING_DAY.replace(year=2100))
    client.force_login(make_user(role=Role.PROVINCE_OFFICER, province=korat))

    queue = page(client.get(reverse("accounts:claim_list")))
    shown = page(client.get(url("claim_decide", claim)))

    assert "อีก 1 คนขอเข้าร่วมกับเพื่อนร่วมงานอยู่" in queue
    assert "ให้เพื่อนร่วมงานตอบก่อน" in shown
    assert client.post(url("claim_decide", claim), {"decision": "verify"}).status_code == 409
