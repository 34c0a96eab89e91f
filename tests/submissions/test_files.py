"""Files: what is kept, what is refused and why, who may have them."""

import io

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from contest_portal.documents.digests import digest_bytes
from submissions import checks
from submissions.files import finishing, pictures, uploads
from submissions.files.file_names import shown_name
from submissions.models import Attachment, private_files
from tests.factories import WORKING_DAY
from tests.submissions.factories import make_entry, make_file_field, make_pdf, pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make_entry()


@pytest.fixture
def question(entry):
    return make_file_field(entry.edition)


def attach(entry, question, file=None) -> Attachment:
    return uploads.attach(entry, question, file or make_pdf(), by=entry.started_by, at=WORKING_DAY)


def kept_bytes(file: Attachment) -> bytes:
    with file.original.open() as original:
        return original.read()


def drawn(file: Attachment, page: int) -> Image.Image:
    with private_files().open(pictures.name_of(file, page)) as picture:
        return Image.open(io.BytesIO(picture.read()))


def refusal(entry, question, content: bytes) -> str:
    with pytest.raises(checks.FileRefused) as refused:
        attach(entry, question, make_pdf(content=content))
    assert Attachment.objects.count() == 0
    return refused.value.reason


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_blank_page() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def test_a_pdf_is_kept_byte_for_byte_and_drawn(entry, question):
    content = pdf_bytes(pages=3)

    file = attach(entry, question, make_pdf("คู่มือ.pdf", content))

    assert kept_bytes(file) == content
    assert (file.name, file.pages, file.size) == ("คู่มือ.pdf", 3, len(content))
    assert file.sha256 == digest_bytes(content)
    assert file.verdict == Attachment.Verdict.NOT_SCANNED
    assert (file.drawn, file.to_draw) == (1, 3)
    finishing.finish_all()
    file.refresh_from_db()
    assert [drawn(file, page).format for page in (1, 2, 3)] == ["WEBP"] * 3


def test_a_page_that_was_not_drawn_has_no_picture(entry, question):
    file = attach(entry, question)

    assert pictures.name_of(file, 2) is None


def test_a_second_file_takes_the_place_of_the_first_whose_bytes_stay(entry, question):
    content = pdf_bytes()
    first = attach(entry, question, make_pdf(content=content))
    second = attach(entry, question, make_pdf("ใหม่.pdf", pdf_bytes(pages=2)))

    first.refresh_from_db()
    assert entry.attachments.current().get() == second
    assert kept_bytes(first) == content


def test_the_same_file_again_changes_nothing(entry, question):
    content = pdf_bytes()
    first = attach(entry, question, make_pdf(content=content))

    assert attach(entry, question, make_pdf(content=content)) == first


def test_an_empty_file_is_refused(entry, question):
    assert "ว่างเปล่า" in refusal(entry, question, b"")


def test_a_file_over_the_limit_is_refused(entry, question):
    entry.edition.max_file_bytes = 100

    assert "ไม่เกิน 100 B" in refusal(entry, question, pdf_bytes())


@pytest.mark.parametrize(
    "content",
    [b"<html><script>", b"MZ\x90\x00", b"\x00" * 900 + pdf_bytes(), b"GIF89a"],
    ids=["html", "program", "header further in", "moving picture"],
)
def test_what_is_of_no_accepted_kind_is_refused_whatever_its_name(entry, question, content):
    assert "ไม่รับไฟล์ชนิดนี้" in refusal(entry, question, content)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\n<html>", pdf_bytes()[:300], b"%PDF-1.7\n%%EOF\n"],
    ids=["html behind a header", "cut short", "nothing inside"],
)
def test_a_damaged_pdf_is_refused(entry, question, content):
    assert "เสียหรือไม่ครบ" in refusal(entry, question, content)


def test_a_pdf_that_is_also_something_else_is_refused(entry, question):
    assert "อย่างอื่น" in refusal(entry, question, pdf_bytes() + b"PK\x03\x04 and so on")


def test_a_locked_pdf_is_refused(entry, question):
    writer = with_blank_page()
    writer.encrypt("secret", algorithm="RC4-128")

    assert "รหัสผ่าน" in refusal(entry, question, written(writer))


def test_a_pdf_with_a_script_is_refused(entry, question):
    writer = with_blank_page()
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )

    assert "สคริปต์" in refusal(entry, question, written(writer))


def test_a_pdf_with_an_attachment_is_refused(entry, question):
    writer = with_blank_page()
    writer.add_attachment("run.exe", b"MZ")

    assert "สคริปต์" in refusal(entry, question, written(writer))


def test_a_pdf_of_too_many_pages_is_refused(entry, question):
    writer = PdfWriter()
    for _page in range(201):
        writer.add_blank_page(10, 10)

    assert "200 หน้า" in refusal(entry, question, written(writer))


def test_a_page_as_large_as_a_field_is_drawn_small(entry, question):
    writer = PdfWriter()
    writer.add_blank_page(14_400, 14_400)

    file = attach(entry, question, make_pdf(content=written(writer)))

    assert max(drawn(file, 1).size) <= 1800


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/คู่มือ.pdf", "คู่มือ.pdf"),
        ("C:\\งาน\\คู่มือ.pdf", "คู่มือ.pdf"),
        ("ก\x00\r\nข.pdf", "กข.pdf"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ("ไม่มีนามสกุล", "ไม่มีนามสกุล.pdf"),
        ("\u0e48\u0e48\u0e48.pdf", "document.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
    ],
)
def test_a_file_name_is_shown_without_traps(sent, shown):
    assert shown_name(sent) == shown


def test_an_endless_file_name_is_cut_between_characters():
    assert shown_name("ที่" * 300 + ".pdf") == "ที่" * 66 + "ที.pdf"
