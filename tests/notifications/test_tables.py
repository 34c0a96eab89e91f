"""The table of provinces can be taken along, and says the same as the page."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from contest_portal.accounts.roles import Role
from notifications.answers import acknowledgements
from notifications.models import Circular
from notifications.progress import tables
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular

pytestmark = pytest.mark.django_db

ADDRESS = "/2565/circulars/provinces.csv"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def desk(client, set_clock):
    set_clock(WORKING_DAY)
    client.force_login(factories.make_user(role=Role.DLA_OFFICER))
    return client


def read(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_has_the_rows_of_the_page_in_its_order(desk):
    factories.make_province("10", sort_key="0")
    make_circular(Circular.Status.RELEASING, provinces=3)

    page = desk.get(reverse("notifications:province_list", args=["2565"]))
    headings, *rows = read(desk.get(ADDRESS))

    assert [row[0] for row in rows] == [row.province.code for row in page.context["rows"]]
    assert {len(row) for row in rows} == {len(headings)} == {20}
    assert rows[-1][0] == "10"


def test_a_spreadsheet_reads_its_thai_and_saves_it_as_a_file(desk):
    make_circular(Circular.Status.RELEASING)

    response = desk.get(ADDRESS)

    assert response.content.startswith("\ufeffรหัส,จังหวัด,".encode())
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="provinces-2565.csv"'


def test_what_a_stranger_typed_is_never_calculated(desk):
    copy = make_circular(Circular.Status.RELEASING).recipients.get()
    reply = acknowledgements.Reply("received", '=HYPERLINK("http://x.example")', "@SUM(1)", "+1")
    stranger = factories.make_user()
    acknowledgements.acknowledge(copy, reply, by=stranger, at=WORKING_DAY)

    [_headings, row] = read(desk.get(ADDRESS))

    assert row[9:12] == ['\'=HYPERLINK("http://x.example")', "'@SUM(1)", "'+1"]


@pytest.mark.parametrize(("cell", "written"), [
    ("-1", "'-1"), ("\t=1", "'\t=1"), ("ขอนแก่น", "ขอนแก่น"), ("", ""), (-1, -1),
])  # fmt: skip
def test_only_text_that_would_be_calculated_is_changed(cell, written):
    assert tables.safe(cell) == written


def test_a_provincial_officer_takes_the_own_province_only(client, set_clock):
    set_clock(WORKING_DAY)
    make_circular(Circular.Status.RELEASING, provinces=2)
    own = factories.make_user(role=Role.PROVINCE_OFFICER, province=factories.make_province("30"))
    client.force_login(own)

    assert [row[0] for row in read(client.get(ADDRESS))[1:]] == ["30"]


@pytest.mark.parametrize("provinces", [1, 30])
def test_the_file_asks_the_database_as_often_for_one_province_as_for_thirty(
    desk, provinces, django_assert_max_num_queries
):
    make_circular(Circular.Status.RELEASING, provinces=provinces)
    desk.get(ADDRESS)

    with django_assert_max_num_queries(12):
        assert len(read(desk.get(ADDRESS))) == provinces + 1


def sheet_of(response) -> tuple[str, list[list[str]]]:
    """The sheet's XML, and its cells as text."""
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        xml = book.read(SHEET).decode()
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
    words = ["".join(item.itertext()) for item in strings]
    rows = []
    for row in re.findall(r"<row .*?</row>", xml):
        cells = re.findall(r'<c r="[A-Z]+[0-9]+"(?: s="1")?( t="s")?><v>(.*?)</v></c>', row)
        rows.append([words[int(value)] if text else value for text, value in cells])
    return xml, rows


def test_the_excel_file_says_what_the_csv_says(desk):
    make_circular(Circular.Status.RELEASING, provinces=3)

    response = desk.get(ADDRESS.replace(".csv", ".xlsx"))
    _xml, rows = sheet_of(response)

    wanted = read(desk.get(ADDRESS))
    assert [[cell for cell in row if cell] for row in wanted] == rows
    assert response["Content-Disposition"] == 'attachment; filename="provinces-2565.xlsx"'


def test_in_the_excel_file_a_formula_is_text_as_it_was_typed(desk):
    copy = make_circular(Circular.Status.RELEASING).recipients.get()
    typed = ['=HYPERLINK("http://x.example")', "@SUM(1)", "+1"]
    reply = acknowledgements.Reply("received", *typed)
    acknowledgements.acknowledge(copy, reply, by=factories.make_user(), at=WORKING_DAY)

    xml, [_headings, row] = sheet_of(desk.get(ADDRESS.replace(".csv", ".xlsx")))

    assert [cell for cell in row if cell in typed] == typed
    assert ("<f>" in xml, "hyperlink" in xml) == (False, False)
