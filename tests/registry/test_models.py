from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from contest_portal.registry.models import LAO, Agency, Amphoe, CodeChange, Contact, Province
from tests.factories import make_lao, make_province, make_province_contact

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


def refuses(constraint):
    """The database refuses, naming the constraint (SQLite names the columns of a unique one)."""
    return pytest.raises(IntegrityError, match=constraint)


def make_nong_bua(**fields):
    province = make_province("30", name_th="นครราชสีมา", name_en="Nakhon Ratchasima")
    district = Amphoe.objects.create(
        code="3021", name_th="ปากช่อง", name_en="Pak Chong", province=province
    )
    facts = {
        "bare_name": "หนองบัว",
        "name_th": "องค์การบริหารส่วนตำบลหนองบัว",
        "name_en": "Nong Bua Subdistrict Administrative Organization",
        "amphoe": district,
    }
    return make_lao(province, **{**facts, **fields})


def test_an_lao_is_shown_by_its_short_name_and_its_place():
    lao = make_nong_bua()

    assert lao.display_name == "อบต.หนองบัว"
    assert lao.place == "อ.ปากช่อง จ.นครราชสีมา"
    assert str(lao) == "องค์การบริหารส่วนตำบลหนองบัว"


def test_the_english_reader_sees_english_names_where_there_are_some():
    named, nameless = make_nong_bua(), make_lao(name_en="", bare_name="ใหม่")

    with translation.override("en"):
        assert named.display_name == "Nong Bua Subdistrict Administrative Organization"
        assert named.place == "Pak Chong, Nakhon Ratchasima"
        assert nameless.display_name == "อบต.ใหม่"


def test_bangkok_lies_in_no_province_but_itself():
    bangkok = make_province("10", name_th="กรุงเทพมหานคร", name_en="Bangkok")
    district = Amphoe.objects.create(code="1001", name_th="พระนคร", province=bangkok)

    assert make_lao(bangkok, kind="special").place == "กรุงเทพมหานคร"
    assert make_lao(bangkok, amphoe=district).place == "เขตพระนคร กรุงเทพมหานคร"


def test_an_agency_without_a_short_name_goes_by_its_name():
    assert Agency(name_th="กรมทดสอบ").short_name == "กรมทดสอบ"
    assert Agency(name_th="กรมทดสอบ", short_name_th="กทส.").short_name == "กทส."


def test_saving_keeps_the_order_and_the_search_up_to_date():
    lao = make_nong_bua()
    lao.bare_name, lao.name_th = "เกาะใหม่", "องค์การบริหารส่วนตำบลเกาะใหม่"
    lao.save()

    assert list(LAO.objects.search("อบต เกาะใหม่")) == [lao]
    assert list(LAO.objects.search("อบต หนองบัว")) == []


def test_names_come_in_thai_order():
    for name in ("แพร่", "ขอนแก่น", "เลย", "กระบี่"):
        Province.objects.create(code=name[:2], name_th=name, tile_row=0, tile_col=0)

    assert [province.name_th for province in Province.objects.all()] == [
        "กระบี่", "ขอนแก่น", "แพร่", "เลย",
    ]  # fmt: skip


def test_the_register_is_what_the_contest_counts():
    registered = make_lao(in_dla_register=True)
    sample = make_lao(in_dla_register=False, sample=True)
    make_lao(in_dla_register=True, disappeared_at=LONG_AGO)
    make_lao(in_dla_register=False)

    assert set(LAO.objects.in_register()) == {registered, sample}


def test_letters_go_to_provinces_with_a_governor():
    korat, bangkok = make_province("30"), make_province("10")
    mailbox = make_province_contact(korat)
    make_province_contact(bangkok)
    make_province_contact(korat, main=False, address="second@p30.example")

    assert list(Province.objects.receiving_letters()) == [korat]
    assert list(Contact.objects.main_for_provinces()) == [mailbox]


def test_a_code_stands_once():
    make_lao(code="6300101")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_lao(code="6300101")


def test_an_lao_is_of_a_known_kind():
    with refuses("lao_of_a_known_kind"), transaction.atomic():
        make_lao(kind="republic")


def test_an_lao_has_a_code_and_a_name():
    with refuses("lao_has_a_name"), transaction.atomic():
        make_lao(code="")
    with refuses("lao_has_a_name"), transaction.atomic():
        make_lao(name_th="")


def test_an_lao_has_both_coordinates_or_none():
    make_lao(lat=14.5, lon=101.5)

    with refuses("lao_has_both_coordinates_or_none"), transaction.atomic():
        make_lao(lat=14.5)


def test_a_sample_is_not_in_the_official_register():
    with refuses("lao_sample_is_not_registered"), transaction.atomic():
        make_lao(sample=True, in_dla_register=True)


def test_a_code_change_changes_the_code():
    with refuses("code_change_changes_the_code"), transaction.atomic():
        CodeChange.objects.create(lao=make_lao(), old_code="1", new_code="1", reason="test")


def test_a_mailbox_is_a_provinces_or_an_laos():
    facts = {"address": "saraban@somewhere.example", "source": "test"}

    with refuses("contact_of_a_province_or_an_lao"), transaction.atomic():
        Contact.objects.create(**facts)
    with refuses("contact_of_a_province_or_an_lao"), transaction.atomic():
        Contact.objects.create(province=make_province(), lao=make_lao(), **facts)


def test_only_one_mailbox_is_the_main_one():
    lao = make_lao()
    facts = {"address": "saraban@somewhere.example", "source": "test"}
    make_province_contact(lao.province)
    Contact.objects.create(lao=lao, main=True, **facts)
    Contact.objects.create(lao=lao, main=False, **facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_province_contact(lao.province)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(lao=lao, main=True, **facts)
