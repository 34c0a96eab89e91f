import csv
from io import StringIO

import pytest
from django.core.management import call_command

from contest_portal.registry import provinces
from contest_portal.registry.kinds import Kind
from contest_portal.registry.models import Province

COLUMNS = ("code", "name_th", "name_en", "region", "letter_code")


def reference_rows(folder, name):
    with (folder / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_the_provinces_load_once_however_often():
    call_command("load_provinces", stdout=StringIO())
    call_command("load_provinces", stdout=StringIO())

    assert Province.objects.count() == 77
    assert Province.objects.receiving_letters().count() == 76
    assert list(Province.objects.filter(has_governor=False).values_list("code")) == [("10",)]


@pytest.mark.django_db
def test_loading_mends_what_was_changed():
    provinces.load()
    Province.objects.filter(code="30").update(name_th="โคราช", tile_row=99)
    provinces.load()

    korat = Province.objects.get(code="30")
    assert (korat.name_th, korat.letter_code, korat.tile_row) == ("นครราชสีมา", "นม", 6)


def test_letter_codes_and_tiles_are_each_provinces_own():
    loaded = [row.province for row in provinces.facts()]

    assert len({province.letter_code for province in loaded}) == 77
    assert len({(province.tile_row, province.tile_col) for province in loaded}) == 77
    assert {province.region for province in loaded} == set(Province.Region.values)


def test_dlas_register_counts_7849():
    totals = {kind: sum(row.counts[kind] for row in provinces.facts()) for kind in Kind}

    assert totals == {
        Kind.PAO: 76,
        Kind.THESABAN_NAKHON: 30,
        Kind.THESABAN_MUEANG: 195,
        Kind.THESABAN_TAMBON: 2247,
        Kind.TAO: 5300,
        Kind.SPECIAL: 1,
    }
    assert sum(totals.values()) == 7849


def test_the_shipped_facts_are_the_reference_data(reference_data):
    shipped = [
        {column: getattr(row.province, column) for column in COLUMNS} for row in provinces.facts()
    ]

    assert shipped == [
        {column: row[column] for column in COLUMNS}
        for row in reference_rows(reference_data, "provinces.csv")
    ]


def test_the_shipped_counts_are_the_reference_data(reference_data):
    counted = reference_rows(reference_data, "lao_counts_by_province.csv")
    by_province = {row["province_code"]: row for row in counted}

    for row in provinces.facts():
        if row.province.has_governor:
            expected = {kind: int(by_province[row.province.code][kind]) for kind in Kind}
            assert row.counts == expected
