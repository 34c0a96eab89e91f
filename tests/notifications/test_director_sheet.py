"""The page for the head of the department: one sheet, the figures of the page of provinces."""

import pypdfium2
import pytest
from django.utils import translation

from contest_portal.accounts.roles import Role
from contest_portal.registry.models import Province
from notifications.answers import acknowledgements
from notifications.models import Circular, Message, OutreachPlan
from notifications.progress import director_sheet, matrix
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular

pytestmark = pytest.mark.django_db

ADDRESS = "/2565/circulars/provinces.pdf"


@pytest.fixture
def officer(set_clock):
    set_clock(WORKING_DAY)
    return factories.make_user(role=Role.DLA_OFFICER)


def facts(officer, circular: Circular | None = None, edition=None) -> dict:
    edition = edition or circular.edition
    rows = matrix.province_rows(edition, circular, Province.objects.all(), at=WORKING_DAY)
    with translation.override("th"):
        return director_sheet._facts(edition, circular, rows, WORKING_DAY)


def test_the_figures_go_from_the_letter_to_the_entry(officer):
    circular = make_circular(Circular.Status.RELEASING, provinces=3)
    Message.objects.update(state="sent", sent_at=WORKING_DAY)
    reply = acknowledgements.Reply("forwarded", "นาง", "ตำแหน่ง")
    acknowledgements.acknowledge(
        circular.recipients.first(), reply, by=factories.make_user(), at=WORKING_DAY
    )
    factories.make_lao(factories.make_province("30"))

    funnel = facts(officer, circular)["funnel"]

    assert [(step["number"], step["of"]) for step in funnel] == [
        ("3", "3"), ("1", "3"), ("1", "3"), ("0", "1"), ("0", "1"), ("0", ""), ("0", ""),
    ]  # fmt: skip


def test_turnout_counts_organisations_and_stands_beside_the_last_contest(officer):
    edition = factories.make_edition()
    before = {"last_year_be": 2564, "last_organisations": 45, "last_register": 7849}
    OutreachPlan.objects.create(edition=edition, **before)
    factories.make_lao(factories.make_province("30"))

    now, before = facts(officer, edition=edition)["turnout"]

    assert (now["number"], now["percent"]) == ("0", "0 %")
    assert (before["number"], before["percent"]) == ("45", "0.57 %")
    assert "2564" in before["label"]


def test_without_a_last_contest_none_is_invented(officer):
    assert len(facts(officer, edition=factories.make_edition())["turnout"]) == 1


def test_at_most_ten_provinces_are_named_and_the_rest_counted(officer):
    circular = make_circular(Circular.Status.RELEASING, provinces=12)
    Message.objects.update(state="failed")

    said = facts(officer, circular)

    assert [line[0] for line in said["first"]] == [f"จังหวัด{code}" for code in range(30, 40)]
    assert "2" in said["more"]
    assert [(one["kind"], one["number"]) for one in said["legend"]] == [("stop", "12")]


def test_all_provinces_at_their_worst_fit_on_one_sheet(client, officer, monkeypatch):
    monkeypatch.setattr(factories, "make_province", long_names(factories.make_province))
    make_circular(Circular.Status.RELEASING, provinces=69)
    Message.objects.update(state="failed")
    client.force_login(officer)

    answer = client.get(ADDRESS)

    assert answer["Content-Disposition"] == 'attachment; filename="summary-2565.pdf"'
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    document.close()


def long_names(make):
    def long(code: str):
        number = int(code)
        return make(code, name_th="พระนครศรีอยุธยา", tile_row=number % 18, tile_col=number // 18)

    return long


def test_the_page_of_provinces_offers_it_to_officers_of_the_department_only(client, officer):
    factories.make_edition()
    client.force_login(officer)
    offered = ADDRESS in client.get("/2565/circulars/provinces/").content.decode()
    own = factories.make_user(role=Role.PROVINCE_OFFICER, province=factories.make_province())
    client.force_login(own)

    assert offered
    assert ADDRESS not in client.get("/2565/circulars/provinces/").content.decode()
