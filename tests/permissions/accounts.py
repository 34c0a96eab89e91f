"""Rows of the pages about people."""

from datetime import timedelta

from contest_portal import clock
from contest_portal.accounts import one_time_links
from contest_portal.accounts.models import SecondFactorReset
from tests import factories
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
