"""Rows of the pages about people."""

from contest_portal import clock
from contest_portal.accounts import one_time_links
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


ROWS = {
    "accounts:profile": row(get=members_only(200), post=members_only(200)),
    "accounts:one_time_link": row(one_time_link, get=everybody(200), post=everybody(302)),
    "accounts:lao_search": row(get=members_only(200), post=members_only(405)),
    # The people of the matrix have no name yet, which comes before claiming.
    "accounts:lao_claim": row(unclaimed_lao, get=members_only(302), post=members_only(302)),
    "accounts:claim_list": row(
        get=only(200, "province_a", "province_b", "dla", "dla_second"),
        post=members_only(405),
    ),
    "accounts:claim_decide": row(
        claim_a,
        get=only(200, *OFFICERS_OF_A) | {"province_b": 404},
        post=only(200, *OFFICERS_OF_A) | {"province_b": 404},
    ),
}
