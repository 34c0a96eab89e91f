"""A refusal is help: what happened, what is safe, what to do, whom to call, and a reference."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from contest_portal.accounts.roles import Role
from tests.factories import make_edition

PAGES = [
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "413.html",
    "refusal.html",
    "closed.html",
]
MORE = {
    "refusal": "ปิดรับแล้วเมื่อ 23.59 น.",
    "next_step": "ขอขยายเวลาได้ที่เจ้าหน้าที่",
    "back_url": "/2565/entries/",
    "belongs_to": [Role.PROVINCE_OFFICER],
    "request_id": "4f9d0c2ab7e14d5f9b1c",
}


@pytest.fixture
def shown(db, rf):
    edition = make_edition()

    def page(name: str) -> str:
        return render_to_string(name, {**MORE, "edition": edition, "csrf_token": "t"})

    page.phone = edition.organiser.phone
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_message_page_has_one_heading_one_filled_button_a_number_to_call_and_a_reference(
    shown, name
):
    html = shown(name)

    assert len(re.findall(r"<h1", html)) == 1
    assert len(re.findall(r'class="btn btn-primary', html)) == 1
    assert shown.phone in html
    assert "4f9d0c2ab7e1" in html


def test_the_403_page_says_whose_page_it_is(shown):
    heading = strip_tags(re.search(r"<h1>(.*?)</h1>", shown("403.html"))[1])

    assert heading == f"หน้านี้เปิดได้เฉพาะ{Role.PROVINCE_OFFICER.label}"


def test_a_refusal_gives_the_rule_the_next_step_and_the_way_back(shown):
    html = shown("refusal.html")

    assert "<h1>ปิดรับแล้วเมื่อ 23.59 น.</h1>" in html
    assert "ขอขยายเวลาได้ที่เจ้าหน้าที่" in html
    assert 'href="/2565/entries/"' in html


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("500.html", "ระบบขัดข้อง ระบบขัดข้อง สิ่งที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ"),
        (
            "503.html",
            "ระบบยังไม่พร้อมชั่วคราว ระบบยังไม่พร้อมชั่วคราว ข้อมูลที่บันทึกแล้วยังอยู่ครบ",
        ),
    ],
)
def test_the_pages_of_broken_machinery_need_neither_database_nor_context(name, beginning):
    text = " ".join(strip_tags(render_to_string(name)).split())

    assert text.startswith(beginning)
