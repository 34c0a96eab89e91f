"""Nonsense is refused by line number, and nothing is changed."""

import pytest
from django.utils import translation

from contest_portal.registry.importing import Refused, import_registry
from contest_portal.registry.models import LAO, Amphoe

from .files import DLA, KORAT, NONG_BUA, TIDY, district_file, dla_file, dla_row, tidy_file, write
from .files import PLACE_NAMES as NAMES

pytestmark = pytest.mark.usefixtures("places", "in_english")
OTHER = {**KORAT, "code": "3300103"}


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def refusal_of(path, **options) -> list[str]:
    with pytest.raises(Refused) as refused:
        import_registry(path, **options)
    assert LAO.objects.count() == 0
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("nonsense", "words"),
    [
        ({"kind": "อบต"}, "“อบต” is not a kind of LAO."),
        ({"province_code": "99"}, "There is no province with the code “99”."),
        (
            {"amphoe_code": "3099"},
            "There is no district with the code “3099”. New districts come from --amphoes FILE.",
        ),
        (
            {"amphoe_code": ""},
            "There is no district with the code “”. New districts come from --amphoes FILE.",
        ),
        ({"amphoe_code": "3101"}, "District 3101 does not lie in นครราชสีมา."),
        ({"name_th": ""}, "The name is empty."),
        ({"name_th": "  "}, "The name is empty."),
        ({"name_th": "องค์การบริหารส่วนตำบล"}, "The name is empty."),
        (
            {"name_th": "หนองบัว"},
            "“หนองบัว” does not begin with องค์การบริหารส่วนตำบล, as its kind does.",
        ),
        (
            {"name_th": "องค์การบริหารส่วนตำบล" + "ก" * 200},
            "The name is longer than 200 letters.",
        ),
        ({"name_th": "องค์การบริหารส่วนตำบลหนอง\x00บัว"}, "name_th holds a control character."),
        ({"name_th": "องค์การบริหารส่วนตำบลหนอง\nบัว"}, "name_th holds a control character."),
        ({"code": ""}, "“” is not the code of an LAO."),
        ({"code": "6.3001E+06"}, "“6.3001E+06” is not the code of an LAO."),
        ({"code": "T30-0001"}, "“T30-0001” is not the code of an LAO."),
        ({"lat": "north"}, "“north” is not a coordinate in Thailand."),
        ({"lat": "101.4", "lon": "14.7"}, "“101.4” is not a coordinate in Thailand."),
        ({"lat": "nan"}, "“nan” is not a coordinate in Thailand."),
        ({"lon": ""}, "“” is not a coordinate in Thailand."),
        ({"code": KORAT["code"]}, "Code 3300102 stands already on line 2."),
    ],
)
def test_a_tidy_line_must_make_sense(tmp_path, nonsense, words):
    path = tidy_file(tmp_path, KORAT, {**NONG_BUA, **nonsense}, OTHER)

    assert refusal_of(path) == [f"laos.csv line 3: {words}"]


@pytest.mark.parametrize(
    ("nonsense", "words"),
    [
        ({"ประเภท อปท.": "tao"}, "“tao” is not a kind of LAO."),
        ({"จังหวัด": "โคราช"}, "There is no province called “โคราช”."),
        (
            {"อำเภอ": "ปากน้ำ"},
            "นครราชสีมา has no district called “ปากน้ำ”. New districts come from --amphoes FILE.",
        ),
        ({"อปท.": ""}, "The name is empty."),
        ({"รหัส อปท.": "6,300,101"}, "“6,300,101” is not the code of an LAO."),
        (
            {"รหัส อปท.": KORAT["code"]},
            "Code 3300102 is “tao” here and “thesaban_nakhon” on line 2.",
        ),
    ],
)
def test_a_line_of_dlas_file_must_make_sense(tmp_path, nonsense, words):
    rows = [dla_row(KORAT, NAMES), {**dla_row(NONG_BUA, NAMES), **nonsense}]
    path = write(tmp_path / "dla.csv", DLA, rows)

    assert refusal_of(path) == [f"dla.csv line 3: {words}"]


def test_one_code_with_two_names_is_refused(tmp_path):
    rows = [dla_row(NONG_BUA, NAMES), {**dla_row(NONG_BUA, NAMES), "อปท.": "บึงบัว"}]

    assert refusal_of(write(tmp_path / "dla.csv", DLA, rows)) == [
        "dla.csv line 3: Code 6300101 is “องค์การบริหารส่วนตำบลบึงบัว” here and "
        "“องค์การบริหารส่วนตำบลหนองบัว” on line 2."
    ]


def test_every_line_at_fault_is_named(tmp_path):
    faults = [{**NONG_BUA, "code": "?"}, KORAT, {**OTHER, "kind": "?"}]

    assert refusal_of(tidy_file(tmp_path, *faults)) == [
        "laos.csv line 2: “?” is not the code of an LAO.",
        "laos.csv line 4: “?” is not a kind of LAO.",
    ]


def test_line_numbers_are_the_editors_even_after_a_cell_of_two_lines(tmp_path):
    path = tmp_path / "laos.csv"
    path.write_text(",".join(TIDY) + '\r\n\r\n"a\nb",,,,,,,\r\nc,,,,,,,\r\n', encoding="utf-8")

    assert [words.split(":")[0] for words in refusal_of(path)] == [
        "laos.csv line 3",
        "laos.csv line 5",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file has no rows."),
        (",".join(TIDY).encode(), "The file has no rows."),
        (
            "รหัส,ชื่อ\n1,2\n".encode(),
            "The columns code, name_th, name_en, kind, province_code, amphoe_code, lat, lon "
            "are missing.",
        ),
        (
            b"code,name_th,kind,province_code,amphoe_code\n1,2,3,4,5\n",
            "The columns name_en, lat, lon are missing.",
        ),
        (
            (",".join(TIDY) + ",code\n" + "," * 8).encode(),
            "The column code stands twice.",
        ),
        (
            "จังหวัด,อำเภอ,ตำบล,รหัส อปท.,อปท.\n1,2,3,4,5\n".encode(),
            "The columns ประเภท อปท. are missing.",
        ),
    ],
)
def test_a_file_of_neither_shape_is_refused(tmp_path, content, words):
    path = tmp_path / "laos.csv"
    path.write_bytes(content)

    assert refusal_of(path) == [f"laos.csv line 1: {words}"]


def test_a_file_that_is_not_utf_8_is_refused_by_its_first_foreign_line(tmp_path):
    path = tidy_file(tmp_path, KORAT)
    path.write_bytes(path.read_bytes() + "6300101,องค์การ".encode("cp874"))

    assert refusal_of(path) == [
        "laos.csv line 3: The file is not UTF-8. Save it as “CSV UTF-8” and try again."
    ]


def test_lines_that_are_not_csv_or_not_as_wide_as_the_header_are_refused(tmp_path):
    path = tidy_file(tmp_path, KORAT)
    path.write_text(
        path.read_text(encoding="utf-8") + '6300101,อบต.\n"a"b,c\n"never closed', encoding="utf-8"
    )

    assert refusal_of(path) == [
        "laos.csv line 3: The line has 2 columns; the header has 8.",
        "laos.csv line 4: This is not CSV (',' expected after '\"').",
        "laos.csv line 5: This is not CSV (unexpected end of data).",
    ]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    path = tmp_path / "nowhere.csv"

    assert refusal_of(path) == [f"{path} cannot be read: No such file or directory."]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path):
    path = tidy_file(tmp_path, KORAT)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\r\n,,,,,,,\r\n")

    assert len(import_registry(path).plan.added) == 1


def test_without_districts_no_file_can_be_read(tmp_path):
    Amphoe.objects.all().delete()

    assert refusal_of(tidy_file(tmp_path, KORAT)) == [
        "The register knows no districts yet: add --amphoes FILE."
    ]


@pytest.mark.parametrize(
    ("district", "words"),
    [
        ({"code": "30A1"}, "“30A1” is not the code of a district."),
        ({"name_th": ""}, "The name is empty or too long."),
        ({"province_code": "99"}, "There is no province with the code “99”."),
        ({"code": "3098"}, "Code 3098 stands twice."),
    ],
)
def test_a_line_of_districts_must_make_sense(tmp_path, district, words):
    good = {"code": "3098", "name_th": "ใหม่", "name_en": "", "province_code": "30"}
    path = district_file(tmp_path, good, {**good, "code": "3099", **district})

    assert refusal_of(tidy_file(tmp_path, KORAT), amphoes=path) == [f"amphoes.csv line 3: {words}"]
    assert Amphoe.objects.count() == 4


def test_districts_need_their_columns(tmp_path):
    path = tidy_file(tmp_path, KORAT)
    district_path = write(tmp_path / "amphoes.csv", ("code",), [{"code": "3001"}])

    assert refusal_of(path, amphoes=district_path) == [
        "amphoes.csv line 1: The columns name_th, name_en, province_code are missing."
    ]


def test_dlas_spelling_of_places_is_understood(tmp_path):
    row = {**dla_row(KORAT, NAMES), "จังหวัด": "จังหวัดนครราชสีมา", "อำเภอ": "อ.เมือง"}

    import_registry(write(tmp_path / "dla.csv", DLA, [row]))

    assert LAO.objects.get().amphoe_id == "3001"


def test_a_code_under_two_districts_keeps_the_first(tmp_path):
    rows = [dla_row(NONG_BUA, NAMES), {**dla_row(NONG_BUA, NAMES), "อำเภอ": "เมืองนครราชสีมา"}]

    import_registry(write(tmp_path / "dla.csv", DLA, rows))

    assert LAO.objects.get().amphoe_id == "3021"


def test_bangkok_in_dlas_file_is_left_alone(tmp_path):
    bangkok = {"จังหวัด": "กรุงเทพมหานคร", "อำเภอ": "พระนคร", "รหัส อปท.": "1000001"}
    rows = [dla_row(KORAT, NAMES), {**dla_row(KORAT, NAMES), **bangkok}]

    import_registry(write(tmp_path / "dla.csv", DLA, rows))

    assert LAO.objects.get().code == KORAT["code"]


def test_pattaya_is_a_city_with_or_without_the_word(tmp_path):
    Amphoe.objects.create(code="2004", name_th="บางละมุง", province_id="20")
    city = {**KORAT, "kind": "special", "name_th": "เมืองพัทยา", "province_code": "20",
            "amphoe_code": "2004", "code": "3200408"}  # fmt: skip
    names = {"20": "ชลบุรี", "2004": "บางละมุง"}

    tidy = import_registry(tidy_file(tmp_path, city))
    bare = import_registry(dla_file(tmp_path, city, places=names))
    whole = {**dla_row(city, names), "อปท.": "เมืองพัทยา"}
    full = import_registry(write(tmp_path / "dla.csv", DLA, [whole]))

    assert (len(tidy.plan.added), bare.plan.unchanged, full.plan.unchanged) == (1, 1, 1)
