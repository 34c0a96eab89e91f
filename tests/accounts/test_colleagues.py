"""Members among themselves: joining, kinds, handing over, leaving, removing."""

from datetime import datetime, timedelta

import pytest

from contest_portal import audit, clock
from contest_portal.accounts import colleagues, invitations, membership
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import KINDS, Kind, Permission, Role
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from tests.factories import (
    WORKING_DAY,
    make_edition,
    make_lao,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db
FRIDAY = datetime.fromisoformat("2022-09-30T15:00+07:00")
MONDAY = datetime.fromisoformat("2022-10-03T15:00+07:00")
TUESDAY = datetime.fromisoformat("2022-10-04T15:00+07:00")
LATER = WORKING_DAY + timedelta(hours=1)


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def korat():
    return make_province("30")


@pytest.fixture
def lao(edition, korat):
    return make_lao(korat)


@pytest.fixture
def owner(lao):
    return make_member(lao)


@pytest.fixture
def province(korat):
    return make_user(role=Role.PROVINCE_OFFICER, province=korat)


def of(user) -> Membership:
    return user.memberships.latest("claimed_at")


def told(user) -> list[str]:
    return sorted(Message.objects.filter(address=user.email).values_list("kind", flat=True))


def join(lao, at=WORKING_DAY) -> Membership:
    return membership.claim(lao, by=make_user(name="สมหญิง"), at=at)


def test_a_later_comer_asks_to_join_and_the_owner_is_told(lao, owner):
    claim = join(lao)

    assert (claim.kind, claim.is_awaiting) == (Kind.EDITOR, True)
    assert told(owner) == ["joining_asked"]


def test_the_owner_lets_a_colleague_in_as_what_the_owner_says(lao, owner):
    claim = membership.verify(join(lao), by=owner, at=LATER, kind=Kind.SIGNATORY)

    assert (claim.kind, claim.how, claim.verified_by) == (Kind.SIGNATORY, "colleague", owner)
    assert told(claim.user) == ["claim_verified"]
    assert list(Membership.objects.signatories_of(lao)) == [claim]


def test_the_owner_refuses_with_a_reason(lao, owner):
    claim = membership.refuse(join(lao), by=owner, at=LATER, reason="ย้ายไปแล้ว")

    assert (claim.end_reason, told(claim.user)) == ("ย้ายไปแล้ว", ["claim_refused"])


@pytest.mark.parametrize("kind", [Kind.EDITOR, Kind.SIGNATORY])
def test_other_members_do_not_answer(lao, owner, kind):
    colleague = make_member(lao, kind=kind)

    with pytest.raises(NotAllowed):
        membership.verify(join(lao), by=colleague, at=LATER)


def test_an_owner_elsewhere_or_an_unconfirmed_one_does_not_answer(lao, owner, korat):
    claim = join(lao)

    for stranger in (make_member(make_lao(korat)), make_member(lao, verified=False)):
        with pytest.raises(NotAllowed):
            membership.verify(claim, by=stranger, at=LATER)


@pytest.mark.parametrize(
    ("asked", "holidays", "opens"),
    [(FRIDAY, [], MONDAY), (FRIDAY, ["2022-10-03"], TUESDAY), (WORKING_DAY, [], None)],
)
def test_after_one_working_day_the_province_answers_too(
    edition, lao, owner, province, asked, holidays, opens
):
    for day in holidays:
        edition.holidays.create(date=day, name_th="วันหยุด")
    opens = opens or asked + timedelta(days=1)
    claim = join(lao, at=asked)
    waiting = Membership.objects.awaiting()

    assert claim.province_from == opens
    just_before = opens - timedelta(seconds=1)
    assert list(waiting.left_to_colleagues(province, at=just_before)) == [claim]
    with pytest.raises(NotAllowed):
        membership.verify(claim, by=province, at=just_before)
    assert list(waiting.decidable_by(province, at=opens)) == [claim]
    assert membership.verify(claim, by=province, at=opens).how == "province"


def test_dla_answers_at_once(lao, owner):
    officer = make_user(role=Role.DLA_OFFICER)

    assert membership.verify(join(lao), by=officer, at=LATER).kind == Kind.EDITOR


def test_without_an_owner_who_can_sign_in_the_province_answers_at_once(lao, owner, province):
    claim = join(lao)
    owner.is_active = False
    owner.save()

    assert membership.verify(claim, by=province, at=LATER).kind == Kind.OWNER


def test_what_each_kind_may_do_in_its_organisation_and_nowhere_else(lao, korat):
    for kind in Kind:
        member = make_member(lao, kind=kind)
        may = {permission for permission in Permission if member.may_in(lao, permission)}
        assert may == KINDS[kind]
        assert not any(member.may_in(make_lao(korat), permission) for permission in Permission)


def test_an_unconfirmed_claim_gives_nothing_in_the_organisation(lao):
    claimant = make_member(lao, verified=False)

    assert not any(claimant.may_in(lao, permission) for permission in Permission)


def test_the_owner_changes_a_kind_and_the_colleague_is_told(lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)

    colleagues.change_kind(of(colleague), Kind.OWNER, by=owner)
    colleagues.change_kind(of(owner), Kind.EDITOR, by=owner)

    assert [member.user for member in Membership.objects.owners_of(lao)] == [colleague]
    assert (told(colleague), told(owner)) == (["kind_changed"], [])


def test_the_last_owner_stays_owner_and_does_not_leave(lao, owner):
    make_member(lao, kind=Kind.EDITOR)

    with pytest.raises(NotAllowed, match="ผู้รับผิดชอบคนเดียว") as refused:
        colleagues.leave(of(owner), by=owner, at=LATER)
    with pytest.raises(NotAllowed):
        colleagues.change_kind(of(owner), Kind.EDITOR, by=owner)

    assert "ส่งมอบหน้าที่ก่อน" in str(refused.value.next_step)
    assert of(owner).is_verified


def test_a_colleague_leaves_and_the_owner_is_told(lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)

    colleagues.leave(of(colleague), by=colleague, at=LATER)

    assert of(colleague).ended_at == LATER
    assert (told(owner), told(colleague)) == (["member_left"], [])


def test_the_owner_removes_a_colleague_who_reads_why(lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)

    colleagues.remove(of(colleague), by=owner, at=LATER, reason="ย้ายไปกองอื่น")

    [letter] = Message.objects.filter(address=colleague.email)
    assert "ย้ายไปกองอื่น" in letter.text
    assert Role.LAO_MEMBER not in type(colleague).objects.get(pk=colleague.pk).roles


@pytest.mark.parametrize("reason", ["", " \n "])
def test_removing_needs_a_reason(lao, owner, reason):
    colleague = make_member(lao, kind=Kind.EDITOR)

    with pytest.raises(NotAllowed):
        colleagues.remove(of(colleague), by=owner, at=LATER, reason=reason)


def test_nobody_removes_themselves_or_is_removed_by_a_colleague_who_is_no_owner(lao, owner):
    colleague = make_member(lao, kind=Kind.SIGNATORY)

    with pytest.raises(NotAllowed):
        colleagues.remove(of(owner), by=owner, at=LATER, reason="เหตุผล")
    with pytest.raises(NotAllowed):
        colleagues.remove(of(owner), by=colleague, at=LATER, reason="เหตุผล")


@pytest.mark.parametrize("leaves", [True, False])
def test_handing_over_to_a_colleague_counts_at_once(lao, owner, leaves):
    colleague = make_member(lao, kind=Kind.EDITOR)

    colleagues.hand_over(of(owner), of(colleague), by=owner, at=LATER, leaves=leaves)

    assert of(colleague).kind == Kind.OWNER
    assert (of(owner).kind, of(owner).ended_at) == (Kind.EDITOR, LATER if leaves else None)
    assert told(colleague) == ["handed_over"]
    assert audit.about(of(colleague)).last().action == audit.Action.HANDED_OVER


def test_nothing_is_handed_to_somebody_elsewhere_or_unconfirmed(lao, owner, korat):
    for other in (make_member(make_lao(korat)), make_member(lao, verified=False)):
        with pytest.raises(NotAllowed):
            colleagues.hand_over(of(owner), of(other), by=owner, at=LATER, leaves=True)


def invite(owner, email="new@people.example", *, leaves=True):
    return invitations.invite(of(owner), email, by=owner, at=WORKING_DAY, leaves=leaves)


@pytest.mark.parametrize("leaves", [True, False])
def test_whom_the_owner_names_by_address_is_owner_on_arrival(lao, owner, leaves):
    invitation = invite(owner, " New@People.example ", leaves=leaves)
    assert of(owner).kind == Kind.OWNER
    arrived = make_user("new@people.example", name="ใหม่")

    taken = invitations.accept(invitation, by=arrived, at=LATER)
    again = invitations.accept(invitation, by=arrived, at=LATER)

    assert (taken, again.kind, taken.how) == (again, Kind.OWNER, "handover")
    assert (of(owner).kind, of(owner).is_verified) == (Kind.EDITOR, not leaves)
    assert "handed_over" in told(owner)
    assert Message.objects.filter(kind="successor_invited").get().address == "new@people.example"


def test_an_invitation_is_for_its_address_and_for_thirty_days(lao, owner):
    invitation = invite(owner)
    with pytest.raises(NotAllowed):
        invitations.accept(invitation, by=make_user(), at=LATER)
    type(invitation).objects.update(not_after=clock.machine_now())

    with pytest.raises(NotAllowed):
        invitations.accept(invitation, by=make_user("new@people.example"), at=LATER)


def test_an_invitation_falls_with_the_responsibility_of_who_gave_it(lao, owner):
    invitation = invite(owner)
    colleague = make_member(lao, kind=Kind.EDITOR)
    colleagues.hand_over(of(owner), of(colleague), by=owner, at=LATER, leaves=False)

    with pytest.raises(NotAllowed):
        invitations.accept(invitation, by=make_user("new@people.example"), at=LATER)


def test_an_invitation_taken_back_opens_nothing_and_a_new_one_replaces_the_old(lao, owner):
    first, second = invite(owner), invite(owner)
    invitations.withdraw(second, by=owner, at=LATER)
    arrived = make_user("new@people.example")

    for each in (first, second):
        with pytest.raises(NotAllowed):
            invitations.accept(each, by=arrived, at=LATER)
    assert of(owner).kind == Kind.OWNER


def test_a_colleague_is_not_invited_but_chosen(lao, owner):
    colleague = make_member(lao, kind=Kind.EDITOR)

    with pytest.raises(NotAllowed):
        invite(owner, colleague.email)


def test_an_officer_ends_the_membership_of_somebody_who_just_left(lao, owner, province):
    colleague = make_member(lao, kind=Kind.EDITOR)
    end = {"by": province, "at": LATER, "reason": "เกษียณแล้ว"}
    with pytest.raises(NotAllowed):
        colleagues.end_by_officer(of(owner), **end)

    colleagues.end_by_officer(of(owner), successor=of(colleague), **end)

    assert (of(owner).end_reason, of(colleague).kind) == ("เกษียณแล้ว", Kind.OWNER)
    assert (told(owner), told(colleague)) == (
        ["membership_ended"],
        ["kind_changed", "member_left"],
    )


def test_an_officer_ends_the_only_membership_and_the_next_to_come_is_owner(lao, owner, province):
    colleagues.end_by_officer(of(owner), by=province, at=LATER, reason="ลาออก")

    assert join(lao).kind == Kind.OWNER


def test_another_provinces_officer_ends_nothing(lao, owner):
    neighbour = make_user(role=Role.PROVINCE_OFFICER, province=make_province("31"))

    with pytest.raises(NotAllowed):
        colleagues.end_by_officer(of(owner), by=neighbour, at=LATER, reason="ลาออก")
