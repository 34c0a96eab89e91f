"""The pages of entries as people meet them."""

import pytest
from django.test import Client

from contest_portal.clock import machine_now
from submissions.models import Answer, AnswerVersion, Attachment, Entry, Status, Submission
from tests.factories import (
    DEADLINE,
    WORKING_DAY,
    make_edition,
    make_field,
    make_lao,
    make_member,
    make_user,
)
from tests.submissions.factories import (
    make_complete_entry,
    make_entry,
    make_file_field,
    make_officer,
    make_pdf,
    make_submitted_entry,
    pdf_bytes,
    submit,
    write,
)

pytestmark = pytest.mark.django_db
ENTRIES = "/2565/entries/"


@pytest.fixture(autouse=True)
def working_day(set_clock):
    set_clock(WORKING_DAY)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response) -> str:
    return response.content.decode()


def address(entry, rest: str = "") -> str:
    return f"{ENTRIES}{entry.pk}/{rest}"


def save(client, entry, **typed):
    return client.post(address(entry, "parts/work/"), typed)


def test_a_newcomer_is_led_to_the_register():
    make_edition()

    page = text_of(signed_in(make_user()).get(ENTRIES))

    assert "เริ่มจากบอกว่าคุณทำงานที่ใด" in page
    assert "ค้นหาหน่วยงานของฉัน" in page


def test_a_person_whose_claim_waits_is_told_so_and_may_begin():
    make_edition()

    page = text_of(signed_in(make_member(verified=False)).get(ENTRIES))

    assert "รอยืนยันสังกัด" in page
    assert "เริ่มทำผลงาน" in page


def test_an_entry_walks_from_its_start_to_its_receipt():
    edition = make_edition()
    person = make_member()
    client = signed_in(person)
    facts = {"lao": person.memberships.get().lao_id, "category": edition.categories.get().pk}

    client.post(f"{ENTRIES}new/", facts)
    entry = Entry.objects.get()
    saved = save(client, entry, **{"answer-title": "ขออนุญาตออนไลน์", "seen-title": "0"})
    check = client.get(address(entry, "check/"))
    sent = client.post(address(entry, "submit/"), {"key": check.context["key"]})
    receipt = text_of(client.get(sent["Location"]))

    assert saved["Location"] == address(entry)
    submission = Submission.objects.get()
    assert submission.number in receipt
    assert receipt.count("วันพุธที่ 28 กันยายน 2565 เวลา 09.00.00 น.") == 1
    assert "ขออนุญาตออนไลน์" in receipt


def test_the_task_list_says_what_is_left_and_why_the_button_waits():
    entry = make_entry()

    page = text_of(signed_in(entry.started_by).get(address(entry)))

    assert "ยังส่งไม่ได้ เหลือ 1 เรื่อง" in page
    assert 'aria-disabled="true"' in page


def test_an_unverified_member_reads_beside_the_button_why_it_waits():
    entry = make_complete_entry(by=make_member(verified=False))

    page = text_of(signed_in(entry.started_by).get(address(entry)))

    assert "ยังไม่มีผู้ยืนยันว่าคุณสังกัด" in page


def test_a_person_who_merely_claims_an_organisation_sees_nothing_of_it():
    lao = make_lao()
    entry = make_submitted_entry(by=make_member(lao))
    stranger = make_member(lao, verified=False)

    assert signed_in(stranger).get(address(entry)).status_code == 404


def test_another_organisations_entry_does_not_exist():
    entry = make_submitted_entry()
    client = signed_in(make_member())
    number = entry.last_submission.number

    pages = ["", "parts/work/", "check/", "withdraw/"]
    answers = [client.get(address(entry, page)).status_code for page in pages]
    answers += [client.post(address(entry, "submit/")).status_code]
    answers += [client.get(f"{ENTRIES}receipts/{number}/").status_code]

    assert answers == [404] * 6


def test_a_refused_file_keeps_the_text_and_says_what_to_do():
    entry = make_entry()
    make_file_field(entry.edition)
    client = signed_in(entry.started_by)

    response = save(
        client, entry, **{
            "answer-title": "ชื่อที่พิมพ์", "seen-title": "0",
            "answer-evidence": make_pdf("ภาพ.pdf", b"\x89PNG"),
        },
    )  # fmt: skip

    page = text_of(response)
    assert "ภาพ.pdf: ช่องนี้ไม่รับไฟล์ชนิดนี้" in page
    assert "ส่งไฟล์ชนิดใดชนิดหนึ่งต่อไปนี้: PDF, JPEG, PNG, DOCX, XLSX, PPTX" in page
    assert 'value="ชื่อที่พิมพ์"' in page
    assert Answer.objects.get().value == "ชื่อที่พิมพ์"
    assert Attachment.objects.count() == 0


def test_a_number_in_words_stays_in_its_field_with_the_remedy():
    entry = make_entry()
    field = entry.edition.sections.get().fields.get()
    field.type = "number"
    field.save()
    client = signed_in(entry.started_by)

    page = text_of(save(client, entry, **{"answer-title": "ราวสามร้อย", "seen-title": "0"}))
    later = text_of(client.get(address(entry, "parts/work/")))

    for shown in (page, later):
        assert 'value="ราวสามร้อย"' in shown
        assert "ใส่เป็นตัวเลข เช่น 45" in shown


def test_two_colleagues_words_stand_side_by_side_until_one_is_chosen():
    entry = make_entry()
    client = signed_in(entry.started_by)
    write(entry, title="ของเดิม")
    write(entry, title="ของเพื่อน")

    page = text_of(save(client, entry, **{"answer-title": "ของฉัน", "seen-title": "1"}))
    assert "ใช้ของฉัน" in page
    assert Answer.objects.get().value == "ของเพื่อน"

    saved_without_choosing = {"answer-title": "ของฉัน", "seen-title": "1"}
    assert "ใช้ของฉัน" in text_of(save(client, entry, **saved_without_choosing))
    assert Answer.objects.get().value == "ของเพื่อน"

    save(client, entry, **saved_without_choosing, use="mine:title:2")
    assert Answer.objects.get().value == "ของฉัน"


def test_a_choice_counts_for_the_version_that_was_shown():
    entry = make_entry()
    for words in ("ของเดิม", "ของเพื่อน", "ของเพื่อนอีกครั้ง"):
        write(entry, title=words)

    late = {"answer-title": "ของฉัน", "seen-title": "1", "use": "mine:title:2"}
    page = text_of(save(signed_in(entry.started_by), entry, **late))

    assert "ของเพื่อนอีกครั้ง" in page
    assert Answer.objects.get().value == "ของเพื่อนอีกครั้ง"


def test_both_versions_can_be_kept_one_after_the_other():
    entry = make_entry()
    make_field(entry.edition.sections.get(), key="story", type="long_text")
    write(entry, story="ของเพื่อน")

    both = {"answer-story": "ของฉัน", "seen-story": "0", "use": "both:story:1"}
    save(signed_in(entry.started_by), entry, **both)

    assert Answer.objects.get().value == "ของเพื่อน\n\nของฉัน"


def test_choosing_the_colleagues_words_drops_ones_own():
    entry = make_entry()
    write(entry, title="ของเพื่อน")

    save(
        signed_in(entry.started_by), entry,
        **{"answer-title": "ของฉัน", "seen-title": "0", "use": "theirs:title:1"},
    )  # fmt: skip

    assert Answer.objects.get().value == "ของเพื่อน"
    assert AnswerVersion.objects.get(taken=False).value == "ของฉัน"


def test_text_saved_after_the_deadline_is_kept_and_the_person_told(set_clock):
    entry = make_entry()
    client = signed_in(entry.started_by)
    set_clock(DEADLINE)

    save(client, entry, **{"answer-title": "มาช้า", "seen-title": "0"})
    page = text_of(client.get(address(entry)))

    assert "ปิดรับแล้ว บันทึกไว้เป็นฉบับร่างหลังปิดรับ" in page
    assert Answer.objects.get().value == "มาช้า"


def test_a_late_submission_is_refused_with_its_arrival_and_whom_to_call(set_clock):
    entry = make_complete_entry()
    edition = entry.edition
    edition.organiser.phone = "0 2612 6060"
    edition.organiser.save()
    client = signed_in(entry.started_by)
    set_clock(DEADLINE)

    response = client.post(address(entry, "submit/"), {"key": "a-late-key"})

    assert response.status_code == 409
    assert "6 ต.ค. 2565 00.00.00 น." in text_of(response)
    assert "0 2612 6060" in text_of(response)


@pytest.mark.parametrize("page", ["", "check/"])
def test_a_page_looked_at_after_the_deadline_speaks_of_no_arrival(set_clock, page):
    entry = make_complete_entry()
    client = signed_in(entry.started_by)
    set_clock(DEADLINE)

    shown = text_of(client.get(address(entry, page)))

    assert "ปิดรับแล้วเมื่อวันพุธที่ 5 ตุลาคม 2565" in shown
    assert "คำขอนี้มาถึง" not in shown


def test_the_question_to_withdraw_speaks_of_no_arrival_and_the_answer_does(set_clock):
    entry = make_submitted_entry()
    client = signed_in(entry.started_by)
    set_clock(DEADLINE)

    asked = client.get(address(entry, "withdraw/"))
    answered = client.post(address(entry, "withdraw/"))

    assert [asked.status_code, answered.status_code] == [409, 409]
    assert "คำขอนี้มาถึง" not in text_of(asked)
    assert "คำขอนี้มาถึง" in text_of(answered)


def test_after_the_deadline_the_page_for_a_new_entry_says_why_instead_of_asking(set_clock):
    make_edition()
    client = signed_in(make_member())
    set_clock(DEADLINE)

    begin = client.get(f"{ENTRIES}new/")
    listed = text_of(client.get(ENTRIES))

    assert begin.context["closed"].reason in text_of(begin)
    assert 'name="category"' not in text_of(begin)
    assert f'href="{ENTRIES}new/"' not in listed


def test_what_is_judged_keeps_the_title_that_was_sent():
    entry = make_submitted_entry()
    write(entry, title="ชื่อใหม่หลังส่ง")
    client = signed_in(entry.started_by)

    open_still = text_of(client.get(address(entry)))
    Entry.objects.update(status=Status.ELIGIBLE)
    final = text_of(client.get(address(entry)))

    assert "<h1>ชื่อใหม่หลังส่ง</h1>" in open_still
    assert "<h1>ขออนุญาตออนไลน์</h1>" in final
    assert "มีการแก้ไขหลังส่งครั้งล่าสุด" in final


def test_typing_into_an_entry_that_meanwhile_left_shows_the_text_again():
    entry = make_submitted_entry()
    Entry.objects.update(status=Status.ELIGIBLE)

    response = save(
        signed_in(entry.started_by), entry, **{"answer-title": "ยังพิมพ์อยู่", "seen-title": "1"}
    )

    assert response.status_code == 409
    assert 'value="ยังพิมพ์อยู่"' in text_of(response)


def test_withdrawing_asks_first():
    entry = make_submitted_entry()
    client = signed_in(entry.started_by)

    assert "ถอนผลงานนี้หรือไม่" in text_of(client.get(address(entry, "withdraw/")))
    client.post(address(entry, "withdraw/"))

    assert Entry.objects.get().status == Status.WITHDRAWN
    assert client.get(address(entry)).status_code == 200


@pytest.fixture
def submitted_file():
    entry = make_complete_entry()
    make_file_field(entry.edition)
    client = signed_in(entry.started_by)
    client.post(address(entry, "parts/work/"), {"answer-evidence": make_pdf("คู่มือ งาน.pdf", PDF)})
    submit(entry)
    return Attachment.objects.get()


PDF = pdf_bytes()


def test_a_file_is_handed_out_as_a_download_that_cannot_run(submitted_file):
    entry = submitted_file.entry

    response = signed_in(entry.started_by).get(address(entry, f"files/{submitted_file.pk}/"))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B8%84")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_an_officer_sees_the_file_once_it_is_submitted_and_not_before(submitted_file):
    """Its pages, not its bytes: the original is its own organisation's."""
    entry = submitted_file.entry
    officer = signed_in(make_officer())
    page = address(entry, f"files/{submitted_file.pk}/look/")

    assert officer.get(page).status_code == 200
    assert officer.get(address(entry, f"files/{submitted_file.pk}/")).status_code == 404
    submitted_file.submissions.clear()
    assert officer.get(page).status_code == 404


def test_taking_a_file_out_leaves_the_receipt_whole(submitted_file):
    entry = submitted_file.entry
    client = signed_in(entry.started_by)

    client.post(address(entry, f"files/{submitted_file.pk}/remove/"))

    assert entry.attachments.current().count() == 0
    number = entry.last_submission.number
    assert "คู่มือ งาน.pdf" in text_of(client.get(f"{ENTRIES}receipts/{number}/"))


def test_nobody_takes_a_file_out_of_anothers_entry(submitted_file):
    url = address(submitted_file.entry, f"files/{submitted_file.pk}/remove/")

    assert signed_in(make_member()).post(url).status_code == 404
    assert Attachment.objects.get().removed_at is None


def test_the_receipt_opens_however_its_number_is_typed():
    entry = make_submitted_entry()
    number = entry.last_submission.number

    response = signed_in(entry.started_by).get(f"{ENTRIES}receipts/{number.lower()}/")

    assert response.status_code == 200


def test_the_clock_of_the_machine_is_not_on_the_receipt():
    entry = make_submitted_entry()
    page = text_of(
        signed_in(entry.started_by).get(f"{ENTRIES}receipts/{entry.last_submission.number}/")
    )

    assert str(machine_now().year + 543) not in page
