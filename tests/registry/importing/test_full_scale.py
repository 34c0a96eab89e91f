"""The real register, all 7,850 rows of it."""

import csv

import pytest

from contest_portal.registry import provinces
from contest_portal.registry.importing import import_registry
from contest_portal.registry.models import LAO, Province

from .files import dla_file

pytestmark = pytest.mark.django_db


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def register(reference_data):
    """The whole register imported, and the folder it came from."""
    folder = reference_data / "data"
    provinces.load()
    outcome = import_registry(folder / "laos.csv", amphoes=folder / "amphoes.csv")
    assert (len(outcome.plan.added), outcome.districts.added) == (7850, 928)
    return folder


def test_the_whole_register_again_changes_nothing(register):
    outcome = import_registry(register / "laos.csv", amphoes=register / "amphoes.csv")

    assert outcome.plan.unchanged == 7850
    assert LAO.objects.in_register().count() == 7849
    assert LAO.objects.filter(province_id="30").count() == 334


def test_dlas_file_of_the_whole_register_changes_nothing(register, tmp_path):
    laos = [row for row in rows_of(register / "laos.csv") if row["code"] != "BMA"]
    names = {
        row["code"]: row["name_th"]
        for row in rows_of(register / "provinces.csv") + rows_of(register / "amphoes.csv")
    }

    outcome = import_registry(dla_file(tmp_path, *laos, tambons=11, places=names))

    assert (outcome.shape, outcome.plan.unchanged) == ("dla", 7849)
    assert outcome.plan.added == outcome.plan.changed == outcome.plan.disappeared == []


def test_the_22_of_one_name_are_found_and_told_apart(register):
    found = LAO.objects.search("อบต.หนองบัว", limit=50)
    namesakes = [lao for lao in found if lao.bare_name == "หนองบัว"]

    assert len(namesakes) == len({lao.place for lao in namesakes}) == 22


def test_of_those_that_share_name_and_district_each_is_first_by_its_whole_name(register):
    """561 groups, as อบต.ปากช่อง beside ทต.ปากช่อง: the short name and the place tell them apart."""
    groups: dict[tuple, list[LAO]] = {}
    for lao in LAO.objects.in_register().select_related("amphoe", "province"):
        groups.setdefault((lao.bare_name, lao.amphoe_id), []).append(lao)
    shared = [group for group in groups.values() if len(group) > 1]

    assert len(shared) == 561
    for number, group in enumerate(shared):
        lao = group[number % len(group)]
        name = (lao.display_name, lao.name_th)[number % 3 == 0]
        typed = f"{name} {lao.place}"
        assert LAO.objects.search(typed, limit=3)[0] == lao, typed


def test_the_bare_name_puts_its_bearers_before_longer_names(register):
    found = list(LAO.objects.search("หนองบัว", limit=30))

    bearers = [lao.bare_name == "หนองบัว" for lao in found]
    assert bearers == sorted(bearers, reverse=True)
    assert sum(bearers) >= 22


def test_the_database_sorts_as_thai_dictionaries_do(register):
    ranks = {row["code"]: int(row["sort_th"]) for row in rows_of(register / "provinces.csv")}

    assert [province.code for province in Province.objects.all()] == sorted(ranks, key=ranks.get)
