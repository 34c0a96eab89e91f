"""The parts of an official letter are found, and the letter is kept byte for byte."""

from datetime import date
from pathlib import Path

import pytest

import notifications
from notifications.letters import parsing
from notifications.models import Circular
from tests.notifications.factories import make_circular, make_content

SAMPLE = Path(notifications.__file__).parent / "data" / "sample-letter.txt"


def test_the_sample_letter_is_read():
    letter = parsing.read(parsing.decode(SAMPLE.read_bytes()))

    assert (letter.number, letter.dated, letter.speed) == (
        "ตย ๙๙๙๙.๙/ว ๑๒๓", date(2022, 9, 28), Circular.Speed.URGENT,
    )  # fmt: skip
    assert letter.subject == "ตัวอย่างหนังสือเวียน ชวนองค์กรปกครองส่วนท้องถิ่นส่งผลงานเข้าประกวด"
    assert letter.addressee == "ผู้ว่าราชการจังหวัด ทุกจังหวัด"
    assert letter.body.startswith("สิ่งที่ส่งมาด้วย")
    assert letter.body.endswith("saraban@agency.example")


def test_the_real_letter_is_read(reference_data):
    [path] = (reference_data / "seed").glob("circular-*.txt")

    letter = parsing.read(parsing.decode(path.read_bytes()))

    assert (letter.number, letter.dated, letter.speed) == (
        "มท ๐๘๑๐.๒/ว ๓๐๗๐", date(2022, 9, 28), Circular.Speed.MOST_URGENT,
    )  # fmt: skip
    assert letter.subject.startswith("ขอเชิญร่วมส่งผลงานประกวดนวัตกรรม “ท้องถิ่นดิจิทัล”")
    assert letter.addressee == "ผู้ว่าราชการจังหวัด ทุกจังหวัด"
    assert letter.body.count("สพร ๒๕๖๕/ว ๑๐๕๙") == 1


@pytest.mark.django_db
def test_the_real_letter_is_kept_byte_for_byte(reference_data):
    [path] = (reference_data / "seed").glob("circular-*.txt")
    original = path.read_bytes()

    circular = make_circular(original=original)

    circular.refresh_from_db()
    assert bytes(circular.original) == original


@pytest.mark.django_db
def test_even_strange_line_ends_are_kept():
    original = "\ufeffเรียน ผู้ว่าราชการจังหวัด\r\n\r\nด้วย\r\n".encode()

    circular = make_circular(original=original)

    circular.refresh_from_db()
    assert bytes(circular.original) == original


def test_a_letter_from_an_old_computer_is_read():
    text = parsing.decode("เรื่อง ทดสอบ\n\nเรียน ผู้ว่าราชการจังหวัด".encode("cp874"))

    assert parsing.read(text).subject == "ทดสอบ"


def test_a_subject_may_go_on_over_several_lines():
    letter = parsing.read("เรื่อง ขอเชิญร่วม\nส่งผลงาน\nเรียน ผู้ว่าราชการจังหวัด\n\nด้วย")

    assert (letter.subject, letter.addressee, letter.body) == (
        "ขอเชิญร่วม ส่งผลงาน", "ผู้ว่าราชการจังหวัด", "ด้วย",
    )  # fmt: skip


def test_what_is_missing_is_left_open():
    letter = parsing.read("ข้อความที่ไม่ใช่หนังสือราชการ")

    assert letter == parsing.Letter(body="ข้อความที่ไม่ใช่หนังสือราชการ")


@pytest.mark.parametrize("content", [b"%PDF-1.4\xff\xfe\xdb\xfc\x00", b"x" * 200_001])
def test_what_is_not_a_text_is_refused(content):
    with pytest.raises(parsing.UnreadableLetter):
        parsing.decode(content)


@pytest.mark.parametrize(
    "number",
    ["มท ๐๘๑๐.๒/ว ๓๐๗๐", "มท0810.2/ว3070", "สพร ๒๕๖๕/ว ๑๐๕๙", "กค (กวจ) 0405.2/ว 119"],
)  # fmt: skip
def test_letter_numbers_in_both_forms_and_either_digits(number):
    assert parsing.check_number(f"  {number} ") == number


@pytest.mark.parametrize("number", ["", "3070", "มท", "มท 0810.2", "MT 0810.2/ว 3070", "มท /ว 3"])
def test_what_is_not_a_letter_number(number):
    with pytest.raises(ValueError, match="เลขที่หนังสือ"):
        parsing.check_number(number)


@pytest.mark.parametrize("written", ["มท ๐๘๑๐.๒/ว ๓๐๗๐", "มท 0810.2/ว3070", "มท๐๘๑๐.๒ / ว ๓๐๗๐"])
def test_one_number_however_it_is_written(written):
    assert parsing.fold_number(written) == "มท0810.2/ว3070"


def test_a_full_stop_in_a_number_counts():
    assert parsing.fold_number("มท 0810.2/ว 1") != parsing.fold_number("มท 081.02/ว 1")


def test_two_letters_that_differ_in_a_word_have_different_digests():
    content = make_content(number="ตย 1/ว 1")

    assert content.digest != make_content(number="ตย 1/ว 1", note="หมายเหตุ").digest
