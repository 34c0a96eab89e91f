"""Official papers are drawn from facts: the same ones always give the same paper."""

import hashlib
from datetime import UTC, datetime

import pypdfium2
import pytest
import segno

from contest_portal.documents import papers

DATED = datetime(2022, 10, 4, 3, 2, 37, tzinfo=UTC)
ADDRESS = "http://localhost:8000/verify/8F3K-2M9Q-X7TD/"
A_SENTENCE = "ที่ปี่น้ำญูฐุ ผู้ใหญ่ก็ยื่นคำขออนุญาตก่อสร้างผ่านระบบได้ทั้งวัน "
DOTS_A_MM = 8


def facts(**other) -> dict:
    return {
        "title": "ใบรับผลงาน", "contest": "การประกวด", "number": "8F3K-2M9Q-X7TD",
        "qr": papers.qr_drawing(ADDRESS), "address": ADDRESS, "arrived": "วันอังคารที่ 4 ตุลาคม 2565",
        "first_arrived": "", "rows": [["ผลงาน", "7K2M-Q9XD"]], "digest": "5ef5ef03 64b6939c",
        "files": [{"name": "คู่มือ.pdf", "about": "4.2 MB", "digest": "b98c02da 9e59a78a"}],
        "parts": [], "verify": "ตรวจได้ที่ …", **other,
    }  # fmt: skip


def answer(text: str) -> list[dict]:
    shown = {"kind": "text", "text": text}
    return [{"title": "ส่วนหนึ่ง", "answers": [{"label": "คำถาม", "value": shown}]}]


def drawn(**other) -> bytes:
    return papers.draw("receipt", facts(**other), dated=DATED)


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def raster(pdf: bytes, page: int = 0):
    scale = DOTS_A_MM * 25.4 / 72
    return pypdfium2.PdfDocument(pdf)[page].render(scale=scale, grayscale=True).to_pil()


def look(pdf: bytes) -> str:
    return hashlib.sha256(raster(pdf).tobytes()).hexdigest()


def test_the_same_facts_give_the_same_bytes():
    assert drawn() == drawn()


def test_another_number_gives_another_picture():
    assert look(drawn()) != look(drawn(number="AAAA-BBBB-CCCC"))


@pytest.mark.parametrize(
    "typed",
    [
        '#image("/etc/passwd")',
        "#pagebreak()",
        '#panic("x")',
        "*หนา* _เอน_ $x^2$ @a <b>",
        "\\ ` // /*",
    ],
)
def test_what_people_typed_is_set_as_text_and_never_run(typed):
    """Run, each of these would fail, or break or change the page."""
    assert page_count(drawn(parts=answer(typed))) == 1


def test_typed_markup_looks_like_what_was_typed():
    plain, marked = drawn(parts=answer("หนา")), drawn(parts=answer("*หนา*"))

    assert look(plain) != look(marked)  # the stars are there to be read


def test_an_answer_of_twenty_thousand_letters_goes_over_pages():
    long = (A_SENTENCE * 400)[:20_000]

    assert page_count(drawn(parts=answer(long))) in range(5, 15)


def test_tables_and_lists_are_drawn():
    table = {
        "kind": "table",
        "head": ["ขั้นตอน", "นาที"],
        "rows": [["ยื่นคำขอ", "15"]],
        "sums": ["รวม 15 นาที"],
    }
    several = {"kind": "list", "items": ["LINE OA", "Google Forms"]}
    answers = [{"label": "ก", "value": table}, {"label": "ข", "value": several}]

    with_both = drawn(parts=[{"title": "ส่วน", "answers": answers}])

    assert page_count(with_both) == 1
    assert look(with_both) != look(drawn())


def test_the_paper_is_a4():
    width, height = pypdfium2.PdfDocument(drawn())[0].get_size()

    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)


def test_nothing_is_printed_in_the_margins():
    picture = raster(drawn(parts=answer(A_SENTENCE * 30)))
    margin = 15 * DOTS_A_MM

    edges = [
        picture.crop((0, 0, margin, picture.height)),
        picture.crop((picture.width - margin, 0, picture.width, picture.height)),
    ]

    assert [edge.getextrema() for edge in edges] == [(255, 255)] * 2


def test_the_code_on_the_paper_is_that_of_the_verification_page():
    """The modules as printed, one by one, against those that a scanner expects."""
    picture = raster(drawn())
    corner = picture.crop((140 * DOTS_A_MM, 10 * DOTS_A_MM, picture.width, 53 * DOTS_A_MM))
    left, top, right, _bottom = corner.point(lambda grey: 255 * (grey < 128)).getbbox()
    wanted = [[bool(module) for module in line] for line in segno.make(ADDRESS, error="m").matrix]
    size = len(wanted)
    step = (right - left) / size

    printed = [
        [
            corner.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) < 128
            for x in range(size)
        ]
        for y in range(size)
    ]

    assert printed == wanted


def test_a_paper_that_cannot_be_drawn_says_why():
    with pytest.raises(papers.CannotDraw, match="title"):
        papers.draw("receipt", {"number": "1"}, dated=DATED)


def test_whoever_comes_while_the_presses_are_busy_is_told_so(monkeypatch):
    monkeypatch.setattr(papers, "PATIENCE_SECONDS", 0.01)
    for _press in range(papers.AT_ONCE):
        papers._presses.acquire()
    try:
        with pytest.raises(papers.NotAllowed):
            drawn()
    finally:
        for _press in range(papers.AT_ONCE):
            papers._presses.release()


def test_the_child_has_limits(monkeypatch):
    """A press that never ends is ended."""
    monkeypatch.setattr(papers, "PATIENCE_SECONDS", 0.01)

    with pytest.raises(papers.CannotDraw, match="too long"):
        drawn()
