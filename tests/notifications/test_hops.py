"""Links further down the chain: the governor looks, a district ticks its own LAOs."""

import pytest

from contest_portal import audit
from notifications.answers import acknowledgements
from notifications.letters import links
from notifications.models import Forwarding
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import later, make_recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(set_clock):
    """A province's copy that was acknowledged, with an LAO in a district and one outside it."""
    set_clock(WORKING_DAY)
    copy = make_recipient()
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    acknowledgements.acknowledge(copy, reply, by=factories.make_user(), at=WORKING_DAY)
    return copy


@pytest.fixture
def amphoe(copy):
    return factories.make_amphoe(copy.province, name_th="ปากช่อง")


def path(url: str) -> str:
    return url[url.index("/", len("https://")) :]


def district_path(copy, amphoe) -> str:
    return path(links.district_url_of(copy, amphoe.pk))


def test_the_governor_sees_the_figures_and_no_way_to_change_anything(client, copy, amphoe):
    factories.make_member(factories.make_lao(copy.province, amphoe=amphoe))

    page = client.get(path(links.province_url_of(copy)))

    assert (page.context["row"].tally.laos, page.context["row"].tally.registered) == (1, 1)
    assert [each.name for each in page.context["districts"]] == ["ปากช่อง"]
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_the_governor_s_link_opens_neither_the_letter_nor_the_list(client, copy):
    token = links.token_of(copy, links.PROVINCE)

    answers = [
        client.get(f"/letters/{token}/").status_code,
        client.get(f"/letters/{token}/told/").status_code,
    ]

    assert links.recipient_of(token) is None
    assert answers == [404, 404]


def test_the_link_ends_with_the_letter_s(client, copy):
    type(copy).objects.update(link_not_after=later(seconds=-1))

    assert client.get(path(links.province_url_of(copy))).status_code == 410


def test_a_district_ticks_its_own_organisations_only(client, copy, amphoe):
    inside = factories.make_lao(copy.province, amphoe=amphoe)
    outside = factories.make_lao(copy.province)
    typed = {"way": "line", "told_on": "28 ก.ย. 2565", "told": [str(inside.pk), str(outside.pk)]}

    client.post(district_path(copy, amphoe), typed)

    assert [told.lao for told in Forwarding.objects.all()] == [inside]
    [event] = audit.about(copy).filter(action=audit.Action.LAOS_TOLD)
    assert event.actor_label == "ที่ว่าการอำเภอปากช่อง"


def test_the_page_of_a_district_names_the_district(client, copy, amphoe):
    page = client.get(district_path(copy, amphoe))

    assert page.context["link_holder"] == "อำเภอปากช่อง"


def test_the_link_of_a_district_opens_no_other(client, copy, amphoe):
    other = factories.make_amphoe(copy.province)
    token = links.token_of(copy, links.for_district(amphoe.pk))
    wrong = district_path(copy, amphoe).replace(f"/{amphoe.pk}/", f"/{other.pk}/")

    assert token in wrong
    assert client.get(wrong).status_code == 404


def test_the_province_hands_out_a_link_for_each_district(client, copy, amphoe):
    factories.make_lao(copy.province, amphoe=amphoe)

    page = client.get(links.told_path_of(copy))

    assert page.context["hops"] == [(amphoe, links.district_url_of(copy, amphoe.pk))]
