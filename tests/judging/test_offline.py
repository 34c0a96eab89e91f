"""Scoring without a line: what is downloaded, filled in, and uploaded again."""

import io
import json
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from judging.conflicts.barring import declare
from judging.models import Criterion, Round, Sheet
from judging.offline import pack, reading, table
from judging.sheets.saving import given_on, save

from .factories import JUDGING, make_entry, make_judge, make_sheet

COMPLETE = {"real_use": 7, "model": None, "innovation": 0}
URL = "/2565/judging/offline/"
MARK, WORDS, SHEET, KEY, VERSION = "DEFGH"


@pytest.fixture
def sheets(judge, edition):
    """Two to be filled in: one begun, one blank; and a signed one."""
    begun, blank, signed = (make_entry(edition, title=title) for title in ("ก่อน", "ว่าง", "เสร็จ"))
    make_sheet(judge, signed, {"real_use": 1, "model": 1, "innovation": 1}, signed=True)
    return make_sheet(judge, begun, COMPLETE), make_sheet(judge, blank)


@pytest.fixture
def client(signed_in, judge):
    return signed_in(judge.user)


def download(client):
    content = client.get(reverse("judging:offline_table", args=["2565"])).content
    return openpyxl.load_workbook(io.BytesIO(content))


def row_of(book, sheet, key) -> int:
    page = book.active
    return next(
        number
        for number in range(2, page.max_row + 1)
        if (page[f"{SHEET}{number}"].value, page[f"{KEY}{number}"].value) == (str(sheet.pk), key)
    )


def fill(book, sheet, key, *, mark=..., words=...):
    number = row_of(book, sheet, key)
    for column, value in ((MARK, mark), (WORDS, words)):
        if value is not ...:
            book.active[f"{column}{number}"] = value
    return number


def upload(client, book):
    file = io.BytesIO()
    book.save(file)
    return client.post(URL, {"table": SimpleUploadedFile("x.xlsx", file.getvalue())})


def confirm(client, asked):
    return client.post(URL, {"rows": asked.context["rows"], "confirm": "1"})


def test_the_table_has_a_row_a_criterion_of_what_is_not_signed(client, sheets):
    page = download(client).active

    begun = [page[f"{MARK}{row}"].value for row in range(2, page.max_row + 1)
             if page[f"{SHEET}{row}"].value == str(sheets[0].pk)]  # fmt: skip
    assert page.max_row == 1 + 2 * 4  # three criteria and the comment, of two sheets
    assert begun == [7, "ประเมินไม่ได้", 0, None]


def test_what_was_filled_in_is_shown_then_saved(client, sheets):
    begun, blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark="๙")
    fill(book, begun, "innovation", mark=None)
    fill(book, blank, "model", mark="ประเมินไม่ได้")
    fill(book, blank, table.COMMENT, words="ดีมาก\nจริง")

    asked = upload(client, book)
    assert (given_on(begun), Sheet.objects.get(pk=blank.pk).version) == (
        {"real_use": 7, "model": "na", "innovation": 0}, 1,
    )  # fmt: skip
    saved = confirm(client, asked)

    assert [len(change.lines) for change in asked.context["checked"].changes] in ([2, 2],)
    assert saved.context["saved"] == 2
    assert given_on(begun) == {"real_use": 9, "model": "na"}
    assert given_on(blank) == {"model": "na"}
    blank.refresh_from_db()
    assert (blank.comment, blank.signed_at, blank.version) == ("ดีมาก\nจริง", None, 2)


def test_a_table_that_nobody_changed_changes_nothing(client, sheets):
    asked = upload(client, download(client))

    checked = asked.context["checked"]
    assert (checked.changes, checked.refusals, checked.unchanged) == ([], [], 2)
    assert confirm(client, asked).context["saved"] == 0


def test_a_sheet_that_moved_on_is_named_and_not_overwritten(client, judge, sheets):
    begun, blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark=1)
    fill(book, blank, "real_use", mark=2)
    save(begun, {"real_use": 10}, "ใหม่กว่า", by=judge.user, at=JUDGING, version=1)

    asked = upload(client, book)
    saved = confirm(client, asked)

    (refusal,) = asked.context["checked"].refusals
    assert (refusal.name, refusal.row) == ("ก่อน", row_of(book, begun, "real_use"))
    assert "ดาวน์โหลดตารางใหม่" in asked.text and "ก่อน" in saved.text
    assert (given_on(begun), given_on(blank)) == ({"real_use": 10}, {"real_use": 2})


def test_a_sheet_that_moves_on_between_question_and_answer_is_not_overwritten(
    client, judge, sheets
):
    begun, blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark=1)
    fill(book, blank, "real_use", mark=2)
    asked = upload(client, book)
    save(begun, {"real_use": 10}, "", by=judge.user, at=JUDGING, version=1)

    saved = confirm(client, asked)

    assert (saved.context["saved"], len(saved.context["refusals"])) == (1, 1)
    assert (given_on(begun), given_on(blank)) == ({"real_use": 10}, {"real_use": 2})


@pytest.mark.parametrize("wrong", ["11", "-1", "7.5", "เจ็ด", "1e1", True, "=1+1", "10 คะแนน"])
def test_a_cell_that_is_no_mark_is_named_and_its_sheet_waits(wrong, client, sheets):
    begun, blank = sheets
    book = download(client)
    number = fill(book, begun, "real_use", mark=wrong)
    fill(book, begun, "model", mark=3)
    fill(book, blank, "real_use", mark=2)

    asked = upload(client, book)
    if wrong == "=1+1":  # no program has worked it out, so the cell is empty
        assert asked.context["problems"] == []
        return
    (problem,) = asked.context["problems"]
    saved = confirm(client, asked)

    assert (problem.row, problem.column) == (number, "D")
    assert f"แถว {number} คอลัมน์ D" in asked.text and f"แถว {number} คอลัมน์ D" in saved.text
    assert given_on(begun) == {"real_use": 7, "model": "na", "innovation": 0}
    assert given_on(blank) == {"real_use": 2}


def test_where_nothing_can_be_saved_the_page_does_not_ask_but_says_what_to_do(client, sheets):
    begun, blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark="เจ็ด")
    nothing = upload(client, book).text
    fill(book, blank, "real_use", mark=2)

    some = upload(client, book).text

    asks = "บันทึกสิ่งที่เปลี่ยนหรือไม่"
    assert [asks in each for each in (nothing, some)] == [False, True]
    assert "ตารางนี้ไม่มีสิ่งที่บันทึกได้" in nothing
    assert all("แก้ช่องเหล่านี้ในไฟล์แล้วส่งอีกครั้ง" in each for each in (nothing, some))


@pytest.mark.parametrize(
    ("cell", "mark"),
    [(0, 0), (10, 10), (7.0, 7), ("๑๐", 10), (" 5 ", 5), ("N/A", "na"), ("ประเมินไม่ได้", "na"),
     ("na", "na"), ("", None), (None, None)],
)  # fmt: skip
def test_marks_are_read_as_people_and_programs_write_them(cell, mark):
    assert reading.mark_in(cell) == mark


def test_remarks_where_the_rubric_takes_them(client, round_, sheets):
    Criterion.objects.filter(key="model").update(remark_below=5)
    begun, blank = sheets
    book = download(client)
    fill(book, blank, "model", mark=2, words="ยังไม่เป็นต้นแบบ")
    number = fill(book, begun, "real_use", words="ผิดที่")

    asked = upload(client, book)
    confirm(client, asked)

    assert [(each.row, each.column) for each in asked.context["problems"]] == [(number, "E")]
    assert Sheet.objects.get(pk=blank.pk).remarks == {"model": "ยังไม่เป็นต้นแบบ"}
    assert Sheet.objects.get(pk=begun.pk).version == 1


def test_rows_that_were_taken_out_leave_their_criteria_as_they_stand(client, sheets):
    begun, _blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark=5)
    book.active.delete_rows(row_of(book, begun, "innovation"))

    confirm(client, upload(client, book))

    assert given_on(begun) == {"real_use": 5, "model": "na", "innovation": 0}


def test_what_the_portal_needs_back_is_named_when_it_was_changed(client, sheets):
    begun, blank = sheets
    book = download(client)
    number = row_of(book, begun, "model")
    book.active[f"{SHEET}{number}"] = "อะไรก็ได้"
    twice = row_of(book, blank, "model")
    book.active[f"{KEY}{twice}"] = "real_use"

    asked = upload(client, book)

    named = {(each.row, each.column) for each in asked.context["problems"]}
    assert named == {(number, "F"), (twice, "G")}


def test_two_versions_of_one_sheet_are_named_once_and_not_saved(client, sheets):
    begun, _blank = sheets
    book = download(client)
    number = fill(book, begun, "model", mark=3)
    book.active[f"{VERSION}{number}"] = 7

    asked = upload(client, book)

    assert [each.column for each in asked.context["problems"]] == ["H"]
    assert confirm(client, asked).context["saved"] == 0


def test_private_notes_are_in_neither(client, judge, round_, sheets):
    Sheet.objects.update(private_note="ความลับ")

    cells = [cell.value for row in download(client).active.rows for cell in row]

    assert "ความลับ" not in json.dumps(cells, ensure_ascii=False, default=str)
    assert "ความลับ" not in json.dumps(pack.facts(judge.user, round_), ensure_ascii=False)


def test_an_entry_in_conflict_is_in_neither_and_its_rows_are_answered_like_nothing(
    client, judge, round_, sheets, officer
):
    begun, _blank = sheets
    book = download(client)
    fill(book, begun, "real_use", mark=1)
    declare(judge, begun.assignment.entry, by=officer, at=JUDGING, reason="ญาติ")
    other = download(client)
    strange = download(client)
    for row in range(2, strange.active.max_row + 1):
        strange.active[f"{SHEET}{row}"] = "11111111-1111-4111-8111-111111111111"

    hidden = upload(client, book).context["checked"].refusals
    unknown = upload(client, strange).context["checked"].refusals

    assert begun.assignment.submission.entry.number not in str(list(other.active.values))
    assert str(begun.pk) not in str(list(other.active.values))
    facts = json.dumps(pack.facts(judge.user, round_), ensure_ascii=False)
    assert "ว่าง" in facts and "ก่อน" not in facts
    assert [(each.name, each.words) for each in hidden] == [
        (each.name, each.words) for each in unknown
    ]
    assert Sheet.objects.get(pk=begun.pk).version == 1


def test_somebody_elses_table_saves_nothing(client, round_, sheets, signed_in):
    book = download(client)
    fill(book, sheets[0], "real_use", mark=1)
    stranger = signed_in(make_judge(round_).user)

    saved = confirm(stranger, upload(stranger, book))

    assert saved.context["saved"] == 0
    assert Sheet.objects.get(pk=sheets[0].pk).version == 1


def test_a_signed_sheet_is_said_to_be_signed(client, judge, sheets):
    book = download(client)
    fill(book, sheets[0], "real_use", mark=1)
    Sheet.objects.filter(pk=sheets[0].pk).update(signed_at=JUDGING)

    (refusal,) = upload(client, book).context["checked"].refusals

    assert "ลงนามแล้ว" in refusal.words


def test_after_the_end_nothing_is_taken(client, round_, sheets, set_clock):
    book = download(client)
    fill(book, sheets[0], "real_use", mark=1)
    asked = upload(client, book)
    set_clock(round_.closes_at)

    assert upload(client, book).status_code == 409
    assert confirm(client, asked).status_code == 409
    assert Sheet.objects.get(pk=sheets[0].pk).version == 1


def test_verdicts_of_a_qualifying_round(client, round_, sheets):
    Round.objects.update(kind="qualifying")
    begun, blank = sheets
    book = download(client)
    assert book.active.max_row == 3
    fill(book, begun, table.VERDICT, mark="ไม่ผ่าน", words="ไม่เปิดจริง")
    number = fill(book, blank, table.VERDICT, mark="อาจจะ")

    asked = upload(client, book)
    confirm(client, asked)

    begun.refresh_from_db()
    assert (begun.verdict, begun.comment) == ("fail", "ไม่เปิดจริง")
    assert [(each.row, each.column) for each in asked.context["problems"]] == [(number, "D")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 50_000_000)
    return file.getvalue()


def entities() -> bytes:
    """A workbook whose text is made of an entity that names a file."""
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A2"] = "text"
    book.save(file)
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + part
            new.writestr(name, part)
    return changed.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a file", b"PK\3\4broken", b"0" * (reading.MOST_BYTES + 1), bomb(), entities()],
    ids=["empty", "text", "broken", "large", "bomb", "entities"],
)
def test_a_file_that_is_no_table_is_refused_in_words(content, client, sheets):
    answer = client.post(URL, {"table": SimpleUploadedFile("x.xlsx", content)})

    assert answer.status_code == 409
    assert "XLSX" in answer.text or "หน้านี้" in answer.text


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '[[{"a": 1}]]', "[[1,2,3,4,5,6,7,8,9]]"])
def test_a_page_that_was_tampered_with_is_refused(text, client, sheets):
    assert client.post(URL, {"rows": text, "confirm": "1"}).status_code == 409


def test_the_pack_has_entries_and_rubric_and_in_a_blind_round_no_names(judge, round_, sheets):
    facts = pack.facts(judge.user, round_)
    Round.objects.update(is_blind=True)
    blind = pack.facts(judge.user, Round.objects.get(pk=round_.pk))

    names = [each.assignment.entry.lao.name_th for each in sheets]
    assert {each["title"] for each in facts["sheets"]} == {"ก่อน", "ว่าง"}
    first = next(each for each in facts["sheets"] if each["title"] == "ก่อน")
    assert [each["mark"] for each in first["criteria"]] == ["7", "ประเมินไม่ได้", "0"]
    assert all(name in str(facts) for name in names)
    assert not any(name in str(blind) for name in names)


def test_the_pack_is_a_pdf(client, sheets):
    answer = client.get(reverse("judging:offline_pack", args=["2565"]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
