"""Two people at once: one decision, one use of a code, and never an organisation without owner."""

import threading

import pytest
from django.db import connection

from contest_portal import clock
from contest_portal.accounts import claim_codes, code_entering, colleagues, invitations, membership
from contest_portal.accounts.models import ClaimCode, Membership
from contest_portal.accounts.roles import Kind, Role
from tests.factories import WORKING_DAY, make_edition, make_lao, make_member, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs) -> list[str]:
    """How each ended, all begun at the same moment: "done" or the name of its exception."""
    barrier = threading.Barrier(len(verbs))
    ends: list[str] = []

    def run(verb) -> None:
        try:
            barrier.wait(timeout=20)
            verb()
            ends.append("done")
        except Exception as refused:
            ends.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.fixture
def lao():
    make_edition()
    return make_lao()


def of(user) -> Membership:
    return user.memberships.latest("claimed_at")


def officer():
    return make_user(role=Role.DLA_OFFICER)


def test_two_approvals_at_once_are_one_and_a_refusal_beside_one_is_told(lao):
    claim = of(make_member(lao, verified=False))
    yes, also_yes, no = officer(), officer(), officer()

    ends = at_once(
        lambda: membership.verify(Membership.objects.get(pk=claim.pk), by=yes, at=WORKING_DAY),
        lambda: membership.verify(Membership.objects.get(pk=claim.pk), by=also_yes, at=WORKING_DAY),
        lambda: membership.refuse(
            Membership.objects.get(pk=claim.pk), by=no, at=WORKING_DAY, reason="ไม่รู้จัก"
        ),
    )

    claim.refresh_from_db()
    assert ends == sorted(["NotAllowed", "done", "done" if claim.is_verified else "NotAllowed"])


def test_of_two_who_enter_one_code_at_once_one_comes_in(lao):
    code = claim_codes.print_for([lao], by=officer(), at=clock.machine_now())[lao.pk]
    people = [make_user(), make_user()]

    ends = at_once(
        *(lambda who=who: code_entering.enter(lao, code, by=who, at=WORKING_DAY) for who in people)
    )

    assert ends == ["NotAllowed", "done"]
    assert Membership.objects.verified().get().user == ClaimCode.objects.get().used_by


def test_two_printings_at_once_give_the_same_code(lao):
    printed = []

    def print_it() -> None:
        printed.append(claim_codes.print_for([lao], by=who, at=clock.machine_now())[lao.pk])

    who = officer()
    ends = at_once(print_it, print_it)

    assert (ends, len(set(printed))) == (["done", "done"], 1)


def test_two_first_claims_confirmed_at_once_give_one_owner(lao):
    claims = [of(make_member(lao, verified=False)) for _each in range(2)]
    decider = officer()

    at_once(
        *(
            lambda claim=claim: membership.verify(claim, by=decider, at=WORKING_DAY)
            for claim in claims
        )
    )

    kinds = sorted(Membership.objects.verified().values_list("kind", flat=True))
    assert kinds == [Kind.EDITOR, Kind.OWNER]


def test_two_owners_who_leave_at_once_leave_one(lao):
    owners = [make_member(lao), make_member(lao)]

    ends = at_once(
        *(lambda who=who: colleagues.leave(of(who), by=who, at=WORKING_DAY) for who in owners)
    )

    assert ends == ["NotAllowed", "done"]
    assert Membership.objects.owners_of(lao).count() == 1


def test_handing_over_while_the_successor_leaves_keeps_an_owner(lao):
    owner, colleague = make_member(lao), make_member(lao, kind=Kind.EDITOR)
    giver, successor = of(owner), of(colleague)

    at_once(
        lambda: colleagues.hand_over(giver, successor, by=owner, at=WORKING_DAY, leaves=True),
        lambda: colleagues.leave(of(colleague), by=colleague, at=WORKING_DAY),
    )

    assert Membership.objects.owners_of(lao).count() == 1


def test_an_invitation_accepted_while_it_is_taken_back_is_one_or_the_other(lao):
    owner, arrived = make_member(lao), make_user("new@people.example", name="ใหม่")
    invitation = invitations.invite(
        of(owner), "new@people.example", by=owner, at=WORKING_DAY, leaves=True
    )

    ends = at_once(
        lambda: invitations.accept(invitation, by=arrived, at=WORKING_DAY),
        lambda: invitations.withdraw(
            type(invitation).objects.get(pk=invitation.pk), by=owner, at=WORKING_DAY
        ),
    )

    assert ends == ["NotAllowed", "done"]
    assert Membership.objects.owners_of(lao).count() == 1
