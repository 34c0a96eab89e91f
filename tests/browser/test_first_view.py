"""The first view of public and clerks' pages is light and still.

How soon it is there depends on how busy the machine is: `python -m tests.bench.first_view` says.
"""

from tests.bench.first_view import clerk_pages, measure


def test_first_views_are_light_and_still(portals, visit):
    portal = portals["writing"]
    stranger, clerk = visit(portal), visit(portal, "mali@lao.example")

    views = [measure(stranger.context, address) for address in ("/", "/accounts/login/")]
    addresses = ["/home/", *clerk_pages(clerk.context)]
    views += [measure(clerk.context, address) for address in addresses]

    too_much = [str(view) for view in views if not view.is_light_and_still]
    assert (len(views), "\n".join(too_much)) == (6, "")
