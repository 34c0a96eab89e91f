"""The circular on paper: drawn by the rules of official letters, approved with its text."""

from email.message import EmailMessage
from io import BytesIO

import pypdfium2
import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_portal import audit
from contest_portal.documents import papers
from contest_portal.documents.digests import digest_bytes, in_groups
from contest_portal.refusals import NotAllowed
from notifications.circulars import issuing, on_paper
from notifications.letters import attaching, letter_sheet, links, parsing
from notifications.mailing import outbox
from notifications.models import Circular, CircularPaper, Message
from tests import factories
from tests.factories import WORKING_DAY

from .factories import make_circular, make_content, make_officers

pytestmark = pytest.mark.django_db

Status = Circular.Status
SIGNED = b"%PDF-1.7 signed"
LETTER = """ด่วนที่สุด

ที่ ตย ๐๘๑๐.๒/ว ๓๐๗๐

กรมตัวอย่าง
ถนนตัวอย่าง กทม. ๑๐๓๐๐

๒๘ กันยายน ๒๕๖๕

เรื่อง ขอเชิญส่งผลงาน

เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

อ้างถึง หนังสือฉบับก่อน
สิ่งที่ส่งมาด้วย ๑. สำเนาหนังสือ
๒. แบบฟอร์ม

ด้วยกรมตัวอย่างกำหนดจัดประกวด
ภายใน ๕ ตุลาคม ๒๕๖๕

จึงเรียนมาเพื่อโปรดพิจารณา

ขอแสดงความนับถือ

(นายตัวอย่าง ทดสอบ)

รองอธิบดี ปฏิบัติราชการแทน
อธิบดีกรมตัวอย่าง

กองตัวอย่าง
โทร. ๐ ๒๒๔๑ ๙๐๐๐

สิ่งที่ส่งมาด้วยแนบท้ายหนังสือ

รายการที่ ๑
"""


def content(text: str = LETTER) -> dict:
    letter = parsing.read(text)
    return {**vars(letter), "original": text.encode()}


@pytest.fixture
def checked():
    return make_circular(Status.CHECKED, **content())


def approved(circular: Circular) -> Circular:
    return on_paper.approve(circular, by=make_officers()[1], at=WORKING_DAY)


def released(circular: Circular) -> Circular:
    return issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)


def pdfs_in(mail: EmailMessage) -> list[tuple[str, bytes]]:
    return [(part.get_filename(), part.get_content()) for part in attached(mail, "pdf")]


def attached(mail: EmailMessage, kind: str) -> list[EmailMessage]:
    return [part for part in mail.iter_attachments() if part.get_content_subtype() == kind]


def test_every_part_of_the_letter_comes_to_its_place(checked):
    says = letter_sheet.says(checked)

    assert says["sender"] == ["กรมตัวอย่าง", "ถนนตัวอย่าง กทม. ๑๐๓๐๐"]
    assert (says["speed"], says["number"]) == ("ด่วนที่สุด", "ตย ๐๘๑๐.๒/ว ๓๐๗๐")
    assert (says["day"], says["month"]) == ("๒๘", "กันยายน ๒๕๖๕")
    assert says["headings"] == [
        ["เรื่อง", "ขอเชิญส่งผลงาน"],
        ["เรียน", "ผู้ว่าราชการจังหวัด ทุกจังหวัด"],
        ["อ้างถึง", "หนังสือฉบับก่อน"],
        ["สิ่งที่ส่งมาด้วย", "๑. สำเนาหนังสือ\n๒. แบบฟอร์ม"],
    ]
    assert says["paragraphs"] == [
        "ด้วยกรมตัวอย่างกำหนดจัดประกวด\nภายใน ๕\u00a0ตุลาคม\u00a0๒๕๖๕", "จึงเรียนมาเพื่อโปรดพิจารณา",
    ]  # fmt: skip
    assert says["closing"] == "ขอแสดงความนับถือ"
    assert says["signature"] == [
        "(นายตัวอย่าง ทดสอบ)", "รองอธิบดี ปฏิบัติราชการแทน", "อธิบดีกรมตัวอย่าง",
    ]  # fmt: skip
    assert says["contacts"] == ["กองตัวอย่าง", "โทร. ๐ ๒๒๔๑ ๙๐๐๐"]
    assert says["annex"] == ["สิ่งที่ส่งมาด้วยแนบท้ายหนังสือ", "รายการที่ ๑"]


def test_no_word_of_the_body_is_lost(checked):
    says = letter_sheet.says(checked)
    shown = [text for _word, text in says["headings"][2:]] + [
        *says["paragraphs"], says["closing"], *says["signature"], *says["contacts"], *says["annex"],
    ]  # fmt: skip

    words = checked.body.replace("อ้างถึง ", "").replace("สิ่งที่ส่งมาด้วย ", "").split()
    assert " ".join(shown).replace("\u00a0", " ").split() == words


def test_what_the_officer_corrected_stands_on_the_sheet_and_the_agency_where_none_is_named():
    circular = make_circular(subject="เรื่องที่แก้", body="ด้วย", original=b"nothing")

    says = letter_sheet.says(circular)

    assert says["headings"][0] == ["เรื่อง", "เรื่องที่แก้"]
    assert says["sender"] == [circular.edition.channel.name_th]
    assert len(letter_sheet.gaps(circular)) == 4


def test_the_first_page_and_its_annex_are_a4_sheets(checked):
    pdf = pypdfium2.PdfDocument(on_paper.sample(checked))

    assert [[round(side * 25.4 / 72) for side in page.get_size()] for page in pdf] == [
        [210, 297]
    ] * 2
    pdf.close()


def test_an_agency_supplies_its_emblem_and_without_one_the_place_stays_empty(
    checked, tmp_path, monkeypatch
):
    shape = '<rect width="9" height="9"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{shape}</svg>'
    plain = on_paper.sample(checked)
    monkeypatch.setattr(letter_sheet, "EMBLEMS", tmp_path)
    (tmp_path / f"{checked.edition.channel.code}.svg").write_text(drawing)

    with_emblem = on_paper.sample(checked)

    def emblem_place(pdf: bytes):
        document = pypdfium2.PdfDocument(pdf)
        picture = document[0].render(scale=1, grayscale=True).to_pil()
        document.close()
        return picture.crop((260, 50, 335, 125)).getextrema()

    assert emblem_place(plain) == (255, 255)
    assert emblem_place(with_emblem)[0] == 0


def test_approving_keeps_the_paper_that_bears_its_number_and_digest(checked):
    circular = approved(checked)

    paper = attaching.paper_of(circular)
    assert (paper.origin, paper.content_digest) == ("drawn", circular.approved_digest)
    assert paper.sha256 == digest_bytes(bytes(paper.content))
    assert paper.document.is_intact
    issued = letter_sheet.issued(paper.document.snapshot, number=paper.document.number)
    assert in_groups(paper.document.digest) in issued["foot"]
    assert papers.draw("letter", {**issued, "emblem": ""}, dated=WORKING_DAY) == bytes(
        paper.content
    )
    event = audit.about(circular).filter(action=audit.Action.CIRCULAR_DRAWN).get()
    assert event.after_digest == paper.sha256


def test_another_text_needs_another_approval_and_another_paper(checked):
    first = attaching.paper_of(approved(checked))
    circular = issuing.revise(
        checked, make_content(**{**content(), "subject": "เรื่องใหม่"}),
        by=checked.prepared_by, at=WORKING_DAY,
    )  # fmt: skip

    assert attaching.paper_of(circular) is None
    again = approved(issuing.hand_over(circular, by=circular.prepared_by, at=WORKING_DAY))
    assert attaching.paper_of(again).sha256 != first.sha256


def test_a_text_that_changes_while_the_press_works_is_not_approved(checked, monkeypatch):
    press = on_paper.papers.draw

    def slow(*facts, **more):
        Circular.objects.filter(pk=checked.pk).update(subject="เปลี่ยนแล้ว")
        return press(*facts, **more)

    monkeypatch.setattr(on_paper.papers, "draw", slow)

    with pytest.raises(NotAllowed, match="ระหว่างที่คุณกำลังอนุมัติ"):
        approved(checked)

    checked.refresh_from_db()
    assert (checked.status, CircularPaper.objects.count()) == (Status.CHECKED, 0)


def test_its_author_does_not_even_start_the_press(checked, monkeypatch):
    monkeypatch.setattr(on_paper.papers, "draw", None)

    with pytest.raises(NotAllowed):
        on_paper.approve(checked, by=checked.prepared_by, at=WORKING_DAY)


@pytest.mark.django_db(transaction=True)
def test_the_paper_goes_with_every_letter_and_with_no_other_mail(sink):
    circular = released(approved(make_circular(Status.CHECKED, provinces=2, **content())))
    recipient = circular.recipients.first()
    outbox.enqueue(
        lane=Message.Lane.BULK, kind="circular_reminder", key="r", to="a@b.example",
        subject="เตือน", text="เตือน", recipient=recipient,
    )  # fmt: skip

    outbox.drain()

    kept = bytes(attaching.paper_of(circular).content)
    name = "ตย ๐๘๑๐.๒-ว ๓๐๗๐.pdf"
    assert sorted(pdfs_in(mail) for mail in sink.accepted) == [[], [(name, kept)], [(name, kept)]]


@pytest.mark.django_db(transaction=True)
def test_each_letter_shows_the_code_of_its_own_link_for_who_reads_it_on_paper(sink):
    circular = released(approved(make_circular(Status.CHECKED, provinces=2, **content())))

    outbox.drain()

    links_by_code = {drawn(links.url_of(copy)): copy.address for copy in circular.recipients.all()}
    found = {attached(mail, "png")[0].get_content(): mail["To"] for mail in sink.accepted}
    [picture] = attached(sink.accepted[0], "png")
    html = sink.accepted[0].get_body(("html",)).get_content()
    assert (len(found), found) == (2, links_by_code)
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<own-link>", "inline")
    assert 'src="cid:own-link"' in html


def drawn(url: str) -> bytes:
    picture = BytesIO()
    segno.make(url, error="m", mask=2).save(picture, kind="png", scale=4, border=2)
    return picture.getvalue()


def test_a_signed_letter_takes_the_place_of_the_drawn_one(checked, monkeypatch):
    circular = on_paper.bring(checked, SIGNED, by=checked.prepared_by, at=WORKING_DAY)
    assert (circular.status, circular.version) == (Status.DRAFT, 2)
    monkeypatch.setattr(on_paper.papers, "draw", None)

    circular = approved(issuing.hand_over(circular, by=circular.prepared_by, at=WORKING_DAY))

    paper = attaching.paper_of(circular)
    assert (paper.origin, bytes(paper.content)) == ("signed", SIGNED)


def test_another_signed_letter_makes_the_approval_void(checked):
    circular = approved(checked)

    circular = on_paper.bring(circular, SIGNED, by=circular.prepared_by, at=WORKING_DAY)
    assert (circular.status, circular.approved_digest) == (Status.DRAFT, "")
    circular = on_paper.take_away(circular, by=circular.prepared_by, at=WORKING_DAY)
    assert (circular.signed_sha256, attaching.paper_of(circular)) == ("", None)


def test_a_letter_without_a_signed_pdf_has_the_digest_it_always_had():
    facts = make_content()

    assert "signed_sha256" not in str(facts.digest)
    assert issuing.Content(**{**vars(facts), "signed_sha256": ""}).digest == facts.digest
    assert issuing.Content(**{**vars(facts), "signed_sha256": "1"}).digest != facts.digest


@pytest.fixture
def desk(client):
    author = make_officers()[0]
    client.force_login(author)
    return client


def address(name: str, circular: Circular) -> str:
    return reverse(f"notifications:{name}", args=["2565", circular.pk])


def test_an_officer_takes_a_sample_before_and_the_kept_paper_afterwards(desk, checked):
    sample = desk.get(address("circular_pdf", checked))
    circular = approved(checked)
    kept = desk.get(address("circular_pdf", circular))

    assert sample.content.startswith(b"%PDF-")
    assert sample.content != kept.content == bytes(attaching.paper_of(circular).content)
    assert kept["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_an_officer_brings_the_signed_letter_and_takes_it_away(desk):
    circular = make_circular(**content())
    where = address("circular_signed", circular)

    for pdf, said in ((b"GIF89a", "ไม่ใช่ PDF"), (b"%PDF-" + b"0" * 2_100_000, "เกิน 2 MB")):
        answer = desk.post(where, {"pdf": SimpleUploadedFile("a.pdf", pdf)})
        assert said in answer.content.decode()
    desk.post(where, {"pdf": SimpleUploadedFile("a.pdf", SIGNED)})
    assert bytes(attaching.paper_of(circular_of(circular)).content) == SIGNED
    desk.post(where, {"take_away": "1"})
    assert attaching.paper_of(circular_of(circular)) is None


def circular_of(circular: Circular) -> Circular:
    return Circular.objects.get(pk=circular.pk)


def test_editing_the_text_keeps_the_signed_letter(desk):
    circular = on_paper.bring(
        make_circular(**content()), SIGNED, by=factories.make_user(), at=WORKING_DAY
    )
    typed = {
        "number": circular.number, "dated": "28 ก.ย. 2565", "speed": "urgent",
        "subject": "แก้แล้ว", "addressee": circular.addressee, "note": "",
    }  # fmt: skip

    desk.post(address("circular_edit", circular), typed)

    after = circular_of(circular)
    assert (after.subject, after.signed_sha256) == ("แก้แล้ว", circular.signed_sha256)


def test_the_province_takes_the_letter_from_its_page(client, set_clock, checked):
    set_clock(WORKING_DAY)
    circular = released(approved(checked))
    recipient = links.recipient_of(links.token_of(circular.recipients.get()))

    page = client.get(links.path_of(recipient)).content.decode()
    answer = client.get(links.pdf_path_of(recipient))

    assert links.pdf_path_of(recipient) in page
    assert answer.content == bytes(attaching.paper_of(circular).content)
    recipient.link_not_after = WORKING_DAY
    recipient.save()
    assert client.get(links.pdf_path_of(recipient)).status_code == 404
