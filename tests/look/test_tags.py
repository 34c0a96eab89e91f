"""Chips, notices, telephone links, QR codes and the map, as a reader gets them."""

import re

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from contest_portal.accounts.roles import Role


def drawn(source: str, **context) -> str:
    return Template(source).render(Context(context))


def words(source: str, **context) -> str:
    return " ".join(strip_tags(drawn(source, **context)).split())


@pytest.mark.parametrize("kind", ["idle", "info", "warn", "stop", "done"])
def test_a_chip_says_its_state_in_a_word_beside_an_icon(kind):
    chip = drawn("{% status_chip kind 'ต้องแก้ไข' %}", kind=kind)

    assert re.fullmatch(rf'<span class="chip chip--{kind}"><svg.*</svg>ต้องแก้ไข</span>', chip)


def test_a_chip_of_an_unknown_kind_is_a_mistake():
    with pytest.raises(KeyError):
        drawn("{% status_chip 'purple' 'ต้องแก้ไข' %}")


def test_a_chip_escapes_its_words():
    assert "<b>" not in drawn("{% status_chip 'done' words %}", words="<b>ชื่อ</b>")


@pytest.mark.parametrize(
    ("kind", "role"),
    [("info", "status"), ("warn", "status"), ("done", "status"), ("stop", "alert")],
)
def test_only_a_stop_notice_interrupts_a_screen_reader(kind, role):
    notice = drawn("{% notice kind 'หัวเรื่อง' %}<p>เนื้อความ</p>{% endnotice %}", kind=kind)

    assert f'class="notice notice--{kind}" role="{role}"' in notice


def test_a_notice_has_a_heading_of_the_asked_rank_and_keeps_its_content():
    notice = drawn("{% notice 'info' 'หัวเรื่อง' level=3 %}<p>เนื้อความ</p>{% endnotice %}")

    assert "<h3>หัวเรื่อง</h3>" in notice
    assert "<p>เนื้อความ</p>" in notice


def test_a_telephone_number_can_be_tapped_without_its_extension():
    link = drawn("{% phone '0 2241 9000 ต่อ 2212' %}")

    assert link == ('<span class="nb"><a href="tel:022419000">0 2241 9000</a> ต่อ 2212</span>')


def test_a_qr_code_has_words_for_people_who_cannot_see_it_and_no_inline_style():
    code = drawn("{% qr 'https://portal.example/verify/8F3K' 'เปิดหน้าตรวจใบรับ' %}")

    assert code.startswith('<svg class="qr" role="img" aria-label="เปิดหน้าตรวจใบรับ"')
    assert "style=" not in code


def test_a_tile_carries_its_name_letters_number_and_link():
    tile = {
        "letter_code": "นน", "name": "น่าน", "row": 1, "col": 3, "value": 3, "step": 3,
        "url": "/nan/", "words": "ส่งผลงานแล้ว 3 แห่ง",
    }  # fmt: skip

    drawing = drawn("{% tile_map tiles 'แผนที่' %}", tiles=[tile])

    assert '<a href="/nan/">' in drawing
    assert '<g class="step-3" transform="translate(121 41)">' in drawing
    assert " ".join(strip_tags(drawing).split()) == "น่าน: ส่งผลงานแล้ว 3 แห่ง นน 3"


def test_a_map_that_is_only_a_picture_has_neither_numbers_nor_links():
    tile = {"letter_code": "นน", "name": "น่าน", "row": 1, "col": 3, "value": 3, "url": "/nan/"}

    drawing = drawn("{% tile_map tiles 'แผนที่' picture=True %}", tiles=[tile])

    assert "<a" not in drawing
    assert "<text" not in drawing


def test_roles_are_named_in_a_thai_sentence():
    roles = [Role.PROVINCE_OFFICER, Role.DLA_OFFICER]

    first, second = (str(role.label) for role in roles)
    assert words("{{ roles|role_names }}", roles=roles) == f"{first} และ {second}"
