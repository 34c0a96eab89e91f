import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest_portal.registry import kinds, searching
from contest_portal.registry.models import LAO, Amphoe
from tests.factories import WORKING_DAY

pytestmark = pytest.mark.usefixtures("places")


def make_lao(code, kind, bare_name, amphoe_code, name_en=""):
    district = Amphoe.objects.get(code=amphoe_code)
    return LAO.objects.create(
        code=code,
        kind=kind,
        bare_name=bare_name,
        name_th=kinds.full_name(kind, bare_name),
        name_en=name_en,
        amphoe=district,
        province=district.province,
    )


@pytest.fixture
def laos(places):
    return {
        lao.code: lao
        for lao in (
            make_lao("6300101", "tao", "หนองบัว", "3021", "Nong Bua Subdistrict Organization"),
            make_lao("6310102", "tao", "หนองบัว", "3101"),
            make_lao("5300103", "thesaban_tambon", "หนองบัวใหญ่", "3001"),
            make_lao("5300104", "thesaban_tambon", "น้ำใส", "3021"),
            make_lao("2300105", "pao", "นครราชสีมา", "3001"),
        )
    }


def found(words, **options):
    return [lao.code for lao in LAO.objects.search(words, **options)]


@pytest.mark.parametrize(
    "words",
    [
        "อบต.หนองบัว ปากช่อง",
        "อบต หนองบัว ปากช่อง",
        "อบตหนองบัว อ.ปากช่อง",
        "องค์การบริหารส่วนตำบลหนองบัว จังหวัดนครราชสีมา",
        "หนองบัว อำเภอปากช่อง จ.นครราชสีมา",
        "6300101",
        "๖๓๐๐๑๐๑",
        "nong BUA",
    ],
)
def test_an_lao_is_found_however_a_person_writes_it(laos, words):
    assert found(words) == ["6300101"]


def test_typing_variants_find_the_same(laos):
    assert found("นํ้าใส") == found("ทต. น้ำ\u200bใส") == ["5300104"]


def test_all_of_one_name_come_in_thai_order(laos):
    assert found("หนองบัว") == ["6300101", "6310102", "5300103"]


def test_own_names_come_before_places(laos):
    assert found("นครราชสีมา") == ["2300105", "5300104", "6300101", "5300103"]


def test_no_more_than_asked_for_are_found(laos):
    assert found("หนองบัว", limit=2) == ["6300101", "6310102"]


@pytest.mark.parametrize("words", ["", "   ", ".", "\x00", "หนองบัว เชียงใหม่", "%", "_" * 500])
def test_nothing_is_found_by_nothing_and_by_nonsense(laos, words):
    assert found(words) == []


def test_what_disappeared_is_not_found(laos):
    LAO.objects.filter(code="6300101").update(disappeared_at=WORKING_DAY)

    assert found("6300101") == []


def test_a_search_is_one_query_with_places(laos, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [lao.place for lao in LAO.objects.search("อบต")] == [
            "อ.ปากช่อง จ.นครราชสีมา",
            "อ.เมืองบุรีรัมย์ จ.บุรีรัมย์",
        ]


def test_the_whole_name_comes_before_longer_ones_and_places(laos):
    make_lao("6300106", "tao", "ก้อนหนองบัว", "3021")
    make_lao("5300107", "thesaban_tambon", "หนองบัว", "3021")

    assert found("ทต.หนองบัว")[0] == "5300107"
    assert found("อบต. หนองบัว ปากช่อง")[0] == "6300101"
    assert found("หนองบัว") == ["5300107", "6300101", "6310102", "5300103", "6300106"]


def test_an_old_code_still_finds_the_organisation(laos):
    upgraded = laos["6300101"]
    upgraded.code_changes.create(old_code="6300101", new_code="5300199", reason="ยกฐานะ")
    upgraded.code, upgraded.kind = "5300199", "thesaban_tambon"
    upgraded.save()

    assert found("6300101") == found("5300199") == found("๖๓๐๐๑๐๑") == ["5300199"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_whatever_is_typed_the_search_answers(places, words):
    assert isinstance(found(words), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_part_of_the_own_names_finds_the_organisation(laos, data):
    lao = data.draw(st.sampled_from(sorted(laos.values(), key=lambda each: each.code)))
    name = data.draw(st.sampled_from([lao.code, lao.name_th, lao.display_name, lao.bare_name]))
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))

    part = name[start:end]

    assert lao.code in found(part, limit=50) or not searching.words_of(part)
