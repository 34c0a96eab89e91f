"""Rows of the pages about people."""

from datetime import timedelta

from django.core.files.base import ContentFile

from contest_portal import clock
from contest_portal.accounts import one_time_links
from contest_portal.accounts.models import ClaimLetter, SecondFactorReset
from tests import factories
from tests.factories import WORKING_DAY
from tests.permissions.expectations import everybody, members_only, only, row

OFFICERS_OF_A = ("province_a", "dla", "dla_second")


def one_time_link(world):
    """A link of somebody who is not in the matrix; every role meets it unused."""
    token = one_time_links.make(factories.make_user(), at=clock.machine_now())
    return {"token": token}


def unclaimed_lao(world):
    return {"pk": factories.make_lao().pk}


def claim_a(world):
    return {"pk": world.claim_a.pk}


def claimed_lao(world):
    """An LAO that somebody claimed who is not in the matrix."""
    return {"pk": world.claim_a.lao_id}


def own_lao(world):
    return {"pk": world.people["lao_a"].memberships.get().lao_id}


def own_membership(world):
    return {"pk": world.people["lao_a"].memberships.get().pk}


def colleague(world, **fields):
    lao = world.people["lao_a"].memberships.get().lao
    return {"pk": factories.make_member(lao, **fields).memberships.get().pk}


def joining_colleague(world):
    return colleague(world, verified=False)


def letter(world):
    facts = {"name": "letter.pdf", "content_type": "application/pdf", "size": 5, "sha256": "0"}
    found = ClaimLetter(membership=world.claim_a, added_at=WORKING_DAY, **facts)
    if not world.claim_a.letters.exists():
        found.original.save("x", ContentFile(b"%PDF-"), save=True)
    return {"pk": world.claim_a.pk, "letter": world.claim_a.letters.get().pk}


def invitation(world):
    """Of somebody who is not in the matrix, by the member of LAO a."""
    giver = world.people["lao_a"].memberships.get()
    facts = {"giver_leaves": False, "invited_at": WORKING_DAY}
    made = giver.lao.invitations.create(
        email=f"successor{giver.lao.invitations.count()}@people.example", giver=giver,
        not_after=clock.machine_now() + timedelta(days=1), **facts,
    )  # fmt: skip
    return {"pk": made.pk}


def member_a(world):
    return {"pk": world.people["lao_a"].pk}


def disabled_person(world):
    return {"pk": world.people["disabled"].pk}


def office_of_a_judge(world):
    return {"pk": world.people["judge"].appointments.get().pk}


def reset(world):
    """Somebody's lost second factor, asked for by an administrator who is not in the matrix."""
    asked_at = world.edition.judging_opens_at - timedelta(hours=1)
    asking = {"requested_by": factories.make_user(), "requested_at": asked_at}
    user = factories.make_user()
    return {"pk": SecondFactorReset.objects.create(user=user, reason="หาย", **asking).pk}


# Empty answers are asked for again; without a question, an empty POST is the answer.
ADMINISTRATORS = only(200, "administrator")
READ_BY_ADMINISTRATORS = {"get": ADMINISTRATORS, "post": members_only(405)}
ASKED_OF_ADMINISTRATORS = {"get": ADMINISTRATORS, "post": ADMINISTRATORS}
DONE_BY_ADMINISTRATORS = {"get": ADMINISTRATORS, "post": only(302, "administrator")}
OFFICERS = only(200, "province_a", "province_b", "dla", "dla_second")
# A page of one organisation's members; for members of others it does not exist.
ONE_OF_A = only(200, "lao_a") | {"lao_b": 404}

ROWS = {
    "accounts:person_list": row(**READ_BY_ADMINISTRATORS),
    "accounts:person": row(member_a, **READ_BY_ADMINISTRATORS),
    "accounts:appoint": row(**ASKED_OF_ADMINISTRATORS),
    "accounts:appointment_end": row(office_of_a_judge, **DONE_BY_ADMINISTRATORS),
    "accounts:person_disable": row(member_a, **ASKED_OF_ADMINISTRATORS),
    "accounts:person_enable": row(disabled_person, **DONE_BY_ADMINISTRATORS),
    "accounts:factor_reset": row(member_a, **ASKED_OF_ADMINISTRATORS),
    "accounts:factor_decide": row(reset, **ASKED_OF_ADMINISTRATORS),
    "accounts:profile": row(get=members_only(200), post=members_only(200)),
    "accounts:one_time_link": row(one_time_link, get=everybody(200), post=everybody(302)),
    "accounts:lao_search": row(get=members_only(200), post=members_only(405)),
    # The people of the matrix have no name yet, which comes before claiming.
    "accounts:lao_claim": row(unclaimed_lao, get=members_only(302), post=members_only(302)),
    "accounts:lao_suggest": row(get=members_only(200), post=members_only(405)),
    # Without a claim of one's own there is nothing to prove.
    "accounts:claim_code": row(claimed_lao, get=members_only(404), post=members_only(404)),
    "accounts:claim_mailbox": row(claimed_lao, get=members_only(404), post=members_only(404)),
    "accounts:claim_letter": row(claimed_lao, get=members_only(404), post=members_only(404)),
    "accounts:my_organisation": row(get=members_only(302), post=members_only(405)),
    "accounts:organisation": row(own_lao, get=ONE_OF_A, post=members_only(405)),
    "accounts:member_answer": row(joining_colleague, get=ONE_OF_A, post=ONE_OF_A),
    "accounts:member_kind": row(colleague, get=ONE_OF_A, post=ONE_OF_A),
    "accounts:member_remove": row(colleague, get=ONE_OF_A, post=ONE_OF_A),
    # The only owner does not leave without handing over.
    "accounts:member_leave": row(own_membership, get=ONE_OF_A, post=ONE_OF_A | {"lao_a": 409}),
    "accounts:hand_over": row(own_membership, get=ONE_OF_A, post=ONE_OF_A),
    "accounts:invitation": row(invitation, get=members_only(404), post=members_only(404)),
    "accounts:invitation_withdraw": row(invitation, get=ONE_OF_A, post=ONE_OF_A | {"lao_a": 302}),
    "accounts:member_list": row(get=OFFICERS, post=members_only(405)),
    "accounts:membership_end": row(
        own_membership,
        get=only(200, *OFFICERS_OF_A) | {"province_b": 404},
        post=only(200, *OFFICERS_OF_A) | {"province_b": 404},
    ),
    "accounts:claim_letter_file": row(
        letter,
        get=only(200, *OFFICERS_OF_A) | {"province_b": 404},
        post=members_only(405),
    ),
    "accounts:code_print": row(get=OFFICERS, post=OFFICERS),
    "accounts:claim_list": row(
        get=only(200, "province_a", "province_b", "dla", "dla_second"),
        post=members_only(405),
    ),
    # The claim of somebody who is not in the matrix: for everybody else it does not exist.
    "accounts:claim_withdraw": row(claim_a, get=members_only(404), post=members_only(404)),
    "accounts:claim_decide": row(
        claim_a,
        get=only(200, *OFFICERS_OF_A) | {"province_b": 404},
        post=only(200, *OFFICERS_OF_A) | {"province_b": 404},
    ),
}
