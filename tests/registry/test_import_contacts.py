"""Mailboxes are imported from a file, or the file is refused by line number."""

import pytest

from contest_portal.registry import contacts
from contest_portal.registry.models import Contact
from tests.factories import make_lao, make_province, make_province_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def write(text: str):
        path = tmp_path / "contacts.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def test_addresses_of_provinces_and_laos_are_added_as_their_main_ones(write):
    province, lao = make_province("30"), make_lao(make_province("30"))
    path = write(f"province,lao,address\n30,,saraban@korat.example\n,{lao.code},a@lao.example\n")

    outcome = contacts.import_file(path)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (2, 0, 0)
    assert province.contacts.get(main=True).address == "saraban@korat.example"
    assert lao.contacts.get(main=True).address == "a@lao.example"


def test_importing_the_same_file_again_changes_nothing(write):
    make_province("30")
    path = write("province,lao,address\n30,,saraban@korat.example\n")
    contacts.import_file(path)

    outcome = contacts.import_file(path)

    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 1)


def test_a_replaced_address_stays_in_the_history(write):
    contact = make_province_contact(make_province("30"), address="old@korat.example")

    contacts.import_file(write("province,lao,address,source\n30,,new@korat.example,letter\n"))

    contact.refresh_from_db()
    assert (contact.address, contact.source) == ("new@korat.example", "letter")
    assert [entry["address"] for entry in contact.history] == ["old@korat.example"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("province,address\n30,a@b.example\n", "line 1: missing columns lao"),
        ("province,lao,address\n30,,nonsense\n", "line 2: 'nonsense' is not an e-mail address"),
        ("province,lao,address\n99,,a@b.example\n", "line 2: no province has code '99'"),
        ("province,lao,address\n,,a@b.example\n", "line 2: fill in either province or lao"),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_changes_nothing(write, text, problem):
    make_province("30")

    with pytest.raises(contacts.Unusable) as refusal:
        contacts.import_file(write(text))

    assert refusal.value.problems == [problem]
    assert Contact.objects.count() == 0
