"""Claiming an LAO, and the officers who verify or refuse it."""

from datetime import timedelta

import pytest

from contest_portal import audit
from contest_portal.accounts import membership
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from tests.factories import WORKING_DAY, make_lao, make_province, make_user

pytestmark = pytest.mark.django_db

LATER = WORKING_DAY + timedelta(hours=1)


@pytest.fixture
def korat():
    return make_province("30")


@pytest.fixture
def person():
    return make_user(name="มาลี")


@pytest.fixture
def claim(korat, person):
    return membership.claim(make_lao(korat), by=person, at=WORKING_DAY)


@pytest.fixture
def officer(korat):
    return make_user(role=Role.PROVINCE_OFFICER, province=korat)


@pytest.fixture
def heard():
    """What claim_decided said."""
    said = []

    def listen(sender, *, membership, verified, reason, by, **kwargs):
        said.append((membership.pk, verified, reason, by))

    membership.claim_decided.connect(listen)
    yield said
    membership.claim_decided.disconnect(listen)


def actions(claim) -> list[str]:
    return list(audit.about(claim).values_list("action", flat=True))


def test_a_claim_waits_and_already_makes_the_person_staff(claim, person):
    assert claim.is_awaiting
    assert person.roles == {Role.NEWCOMER, Role.LAO_MEMBER}
    assert actions(claim) == [audit.Action.LAO_CLAIMED]


def test_claiming_twice_returns_the_first_claim(claim, person):
    again = membership.claim(claim.lao, by=person, at=LATER)

    assert (again.pk, again.claimed_at) == (claim.pk, WORKING_DAY)
    assert actions(claim) == [audit.Action.LAO_CLAIMED]


def test_an_lao_that_left_the_register_cannot_be_claimed(korat, person):
    gone = make_lao(korat, disappeared_at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        membership.claim(gone, by=person, at=LATER)


def test_the_provinces_officer_verifies_and_everybody_hears_of_it_once(claim, officer, heard):
    membership.verify(claim, by=officer, at=LATER)
    membership.verify(claim, by=officer, at=LATER + timedelta(hours=1))

    claim.refresh_from_db()
    assert (claim.is_verified, claim.verified_at, claim.verified_by) == (True, LATER, officer)
    assert heard == [(claim.pk, True, "", officer)]
    assert actions(claim) == [audit.Action.LAO_CLAIMED, audit.Action.CLAIM_VERIFIED]


def test_an_officer_of_dla_verifies_anywhere(claim):
    membership.verify(claim, by=make_user(role=Role.DLA_OFFICER), at=LATER)

    assert claim.is_verified


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.JUDGE, Role.ADMINISTRATOR, None])
def test_others_do_not_decide(claim, role, heard):
    somebody = make_user(role=role)

    with pytest.raises(NotAllowed):
        membership.verify(claim, by=somebody, at=LATER)
    with pytest.raises(NotAllowed):
        membership.refuse(claim, by=somebody, at=LATER, reason="ไม่รู้จัก")

    claim.refresh_from_db()
    assert (claim.is_awaiting, heard) == (True, [])


def test_another_provinces_officer_does_not_decide(claim):
    neighbour = make_user(role=Role.PROVINCE_OFFICER, province=make_province("31"))

    with pytest.raises(NotAllowed):
        membership.verify(claim, by=neighbour, at=LATER)


def test_an_officer_whose_appointment_ended_does_not_decide(claim, officer):
    officer.appointments.update(ended_at=WORKING_DAY)
    officer.forget_roles()

    with pytest.raises(NotAllowed):
        membership.verify(claim, by=officer, at=LATER)


def test_nobody_verifies_their_own_claim(korat, officer):
    own = membership.claim(make_lao(korat), by=officer, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        membership.verify(own, by=officer, at=LATER)


def test_refusing_needs_a_reason(claim, officer):
    with pytest.raises(NotAllowed):
        membership.refuse(claim, by=officer, at=LATER, reason=" \n ")


def test_a_refusal_ends_the_claim_and_tells_why(claim, person, officer, heard):
    membership.refuse(claim, by=officer, at=LATER, reason=" ไม่มีชื่อในสังกัด ")

    assert (claim.ended_at, claim.end_reason) == (LATER, "ไม่มีชื่อในสังกัด")
    assert heard == [(claim.pk, False, "ไม่มีชื่อในสังกัด", officer)]
    assert not person.memberships.current().exists()


def test_a_refused_person_may_claim_again(claim, person, officer):
    membership.refuse(claim, by=officer, at=LATER, reason="ไม่ชัดเจน")

    again = membership.claim(claim.lao, by=person, at=LATER)

    assert (again.pk != claim.pk, again.is_awaiting) == (True, True)


def test_a_decided_claim_is_not_decided_the_other_way(claim, officer, heard):
    stale = Membership.objects.get(pk=claim.pk)
    membership.refuse(claim, by=officer, at=LATER, reason="ไม่ชัดเจน")

    with pytest.raises(NotAllowed):
        membership.verify(stale, by=officer, at=LATER)

    assert len(heard) == 1


def test_a_failing_receiver_undoes_the_decision(claim, officer):
    def fail(sender, **kwargs):
        raise RuntimeError("no mail row")

    membership.claim_decided.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            membership.verify(claim, by=officer, at=LATER)
    finally:
        membership.claim_decided.disconnect(fail)

    assert Membership.objects.get(pk=claim.pk).is_awaiting
    assert actions(claim) == [audit.Action.LAO_CLAIMED]
