"""Officers' pages ask the database as often for thirty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts.roles import Role
from notifications.answers import acknowledgements
from notifications.mailing import outbox
from notifications.models import Circular, Message
from notifications.progress import reading
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular
from tests.submissions.factories import make_entry

pytestmark = pytest.mark.django_db
MOST_QUERIES = 13
MOST_QUERIES_OF_A_CIRCULAR = 15  # six of them belong to the frame
MOST_QUERIES_OF_THE_MATRIX = 12
MOST_QUERIES_OF_THE_QUEUE = 16
MOST_QUERIES_OF_A_PROVINCE = 20  # six of them belong to the frame


@pytest.fixture
def count(client, set_clock, monkeypatch):
    """How many queries a page takes; the first look fills the caches of the process."""
    set_clock(WORKING_DAY)
    monkeypatch.setattr(clock.reading, "CACHE_SECONDS", 3600)
    officer = factories.make_user(role=Role.DLA_OFFICER)
    client.force_login(officer)

    def queries_of(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200
        return len(captured)

    return queries_of


def test_the_list_of_circulars(count):
    edition = make_circular().edition
    url = reverse("notifications:circular_list", args=[edition.slug])
    one = count(url)

    for _number in range(29):
        make_circular(edition=edition)

    assert (count(url), one <= MOST_QUERIES) == (one, True)


@pytest.mark.parametrize(("name", "most"), [
    ("circular", MOST_QUERIES_OF_A_CIRCULAR), ("province_list", MOST_QUERIES_OF_THE_MATRIX),
])  # fmt: skip
def test_pages_with_a_row_for_each_province(count, name, most, sink):
    few = _sent_circular(provinces=1)
    one = count(_address(name, few))
    few.edition.circulars.update(status=Circular.Status.CANCELLED)

    many = _sent_circular(provinces=30, edition=few.edition)

    assert (count(_address(name, many)), one <= most) == (one, True)


def test_a_province_with_many_organisations(count):
    circular = make_circular(Circular.Status.RELEASING)
    province = circular.recipients.get().province
    factories.make_lao(province)
    url = reverse("notifications:province", args=[circular.edition.slug, province.code])
    one = count(url)

    for _number in range(29):
        factories.make_member(factories.make_lao(province))

    assert (count(url), one <= MOST_QUERIES_OF_A_PROVINCE) == (one, True)


def test_the_telephone_queue(count, sink):
    circular = _sent_circular(provinces=2)  # of which one has answered
    _bounce_all(circular)
    make_entry(edition=circular.edition)
    url = reverse("notifications:call_list", args=[circular.edition.slug])
    one = count(url)
    circular.edition.circulars.update(status=Circular.Status.CANCELLED)

    _bounce_all(_sent_circular(provinces=30, edition=circular.edition))
    for _number in range(10):
        make_entry(edition=circular.edition)

    assert (count(url), one <= MOST_QUERIES_OF_THE_QUEUE) == (one, True)


def _bounce_all(circular: Circular) -> None:
    Message.objects.filter(recipient__circular=circular).update(state=Message.State.BOUNCED)


def _sent_circular(**facts) -> Circular:
    circular = make_circular(Circular.Status.RELEASING, **facts)
    outbox.drain()
    for copy in reading.copies_of(circular)[::2]:
        acknowledgements.acknowledge(
            copy, acknowledgements.Reply("received", "ก", "ข"), by=circular.prepared_by,
            at=WORKING_DAY,
        )  # fmt: skip
    return circular


def _address(name: str, circular: Circular) -> str:
    if name == "circular":
        return reverse("notifications:circular", args=[circular.edition.slug, circular.pk])
    return reverse(f"notifications:{name}", args=[circular.edition.slug])
