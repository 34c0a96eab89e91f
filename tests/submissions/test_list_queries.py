"""A list costs as many queries for thirty entries as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from submissions.models import Entry
from tests.factories import WORKING_DAY, make_field, make_lao, make_member
from tests.submissions.factories import (
    make_complete_entry,
    make_officer,
    make_submitted_entry,
    write,
)

pytestmark = pytest.mark.django_db


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", ["/2565/entries/", "/2565/entries/screening/"])
def test_a_list_of_thirty_costs_no_more_than_a_list_of_one(url, set_clock):
    set_clock(WORKING_DAY)
    member = make_member(make_lao())
    make_submitted_entry(by=member)
    client = Client()
    client.force_login(make_officer() if "screening" in url else member)
    client.get(url)
    one = queries_of(client, url)

    for _entry in range(29):
        make_submitted_entry(by=member)

    assert queries_of(client, url) == one


def test_progress_counts_what_every_entry_must_answer(set_clock):
    set_clock(WORKING_DAY)
    entry = make_complete_entry()
    section = entry.edition.sections.get()
    decides = make_field(section, key="kind", required=True)
    make_field(section, key="which", required=True, asked_if=decides)
    make_field(section, key="other", required=True, categories=["elsewhere"])
    write(entry, kind="x", which="y", other="z")

    client = Client()
    client.force_login(make_officer())
    page = client.get("/2565/entries/screening/")

    assert Entry.objects.with_progress().get().answered == 2
    assert page.context["required"] == 2


def test_checking_and_sending_an_entry_take_forty_statements_at_most(set_clock):
    """The goal; transactions' own words are not counted."""
    set_clock(WORKING_DAY)
    entry = make_complete_entry()
    client = Client()
    client.force_login(entry.started_by)
    address = f"/2565/entries/{entry.pk}"
    client.get(f"{address}/")

    with CaptureQueriesContext(connection) as made:
        check = client.get(f"{address}/check/")
        client.post(f"{address}/submit/", {"key": check.context["key"]})

    asked = [
        query["sql"] for query in made if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert entry.submissions.count() == 1
    assert len(asked) <= 40
