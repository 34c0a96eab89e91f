import csv

from contest_portal.thai.sorting import sort_key


def in_order(*names):
    return sorted(names, key=sort_key) == list(names)


def test_a_vowel_written_first_does_not_decide():
    assert in_order("กระบี่", "ชลบุรี", "เชียงใหม่", "แพร่", "เลย", "สกลนคร")


def test_tone_marks_decide_only_between_equals():
    assert in_order("กา", "ก่า", "ก้า", "กาก", "กำ", "เก", "แก่", "แก้", "โก", "ใก", "ไก")


def test_a_name_without_a_mark_comes_before_the_same_name_with_one():
    assert in_order("นาขา", "นาข่า", "น่าขา")


def test_numbers_are_counted_in_either_digits():
    assert in_order("ตัวอย่าง 9", "ตัวอย่าง ๑๐", "ตัวอย่าง 100", "ตัวอย่างก")


def test_digits_come_before_latin_before_thai_before_the_rest():
    assert in_order("1", "a", "B", "ก", "字")


def test_a_key_is_digits_only_so_that_every_collation_agrees():
    assert sort_key("เทศบาลตำบล A-1 字").isdecimal()


def test_an_empty_name_has_a_key():
    assert sort_key("") == "000"


def test_the_order_of_the_reference_names_is_icus(reference_data):
    for name in ("provinces.csv", "amphoes.csv"):
        with (reference_data / "data" / name).open(encoding="utf-8", newline="") as file:
            ranks = {row["name_th"]: int(row["sort_th"]) for row in csv.DictReader(file)}

        assert sorted(ranks, key=sort_key) == sorted(ranks, key=ranks.__getitem__)
