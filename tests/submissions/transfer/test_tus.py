"""Files in parts: what is kept when the line is cut, what is recognised, and what is refused."""

import base64
import errno
import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest_portal import clock
from submissions.models import Attachment, Upload
from submissions.transfer import declaring, limits, parts, receiving
from tests.factories import DEADLINE, WORKING_DAY, make_member
from tests.submissions.factories import make_entry, make_file_field, pdf_bytes
from tests.submissions.transfer.sending import CHUNK, Sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(set_clock) -> Sender:
    set_clock(WORKING_DAY)
    entry = make_entry()
    return Sender(entry, make_file_field(entry.edition))


def kept_bytes(file: Attachment) -> bytes:
    with file.original.open() as original:
        return original.read()


def test_a_file_that_arrives_in_parts_is_kept_byte_for_byte(sender):
    content = pdf_bytes(pages=2)
    upload = sender.begin(content)

    first = sender.part(upload, content[:700], offset=0)
    second = sender.part(upload, content[700:], offset=700)

    assert [(r.status_code, r["Upload-Offset"]) for r in (first, second)] == [
        (204, "700"),
        (204, str(len(content))),
    ]
    file = sender.entry.attachments.current().get()
    assert (kept_bytes(file), file.pages, file.name) == (content, 2, "คู่มือ.pdf")
    assert (file.pk, file.added_at) == (upload.pk, WORKING_DAY)
    assert not parts.path_of(upload.pk).exists()


def test_after_a_cut_one_goes_on_from_what_is_here(sender):
    content = pdf_bytes()
    upload = sender.begin(content)
    sender.part(upload, content[:1234], offset=0)

    asked = sender.ask(upload)

    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("1234", str(len(content)))
    assert sender.part(upload, content[1234:], offset=1234).status_code == 204
    assert sender.entry.attachments.current().count() == 1


def test_the_same_file_from_another_computer_goes_on_whatever_its_name(sender):
    content = pdf_bytes()
    upload = sender.begin(content)
    sender.part(upload, content[:500], offset=0)
    colleague = make_member(sender.entry.lao)

    again = Sender(sender.entry, sender.question, by=colleague).name(content, "สำเนา.pdf")

    assert (again.status_code, again["Upload-Offset"]) == (201, "500")
    assert again["Location"].endswith(f"/{upload.pk}/")
    assert Upload.objects.count() == 1


def test_a_file_that_is_here_already_need_not_be_sent(sender):
    content = pdf_bytes()
    sender.send(content)

    again = sender.name(content, "สำเนา.pdf")

    assert (again.status_code, again.json()) == (200, {"state": "here", "name": "คู่มือ.pdf"})


def test_a_wrong_offset_is_told_the_right_one_and_changes_nothing(sender):
    content = pdf_bytes()
    upload = sender.begin(content)
    sender.part(upload, content[:100], offset=0)

    answer = sender.part(upload, content[50:90], offset=50)

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "100")
    assert parts.stored(upload.pk) == 100


def test_two_at_once_do_not_write_into_each_other(sender):
    content = pdf_bytes()
    upload = sender.begin(content)

    with parts.locked(upload.pk):
        assert sender.part(upload, content[:10], offset=0).status_code == 423

    assert parts.stored(upload.pk) == 0


def test_more_bytes_than_the_file_has_are_refused(sender):
    content = pdf_bytes()
    upload = sender.begin(content)

    assert sender.part(upload, content + b"x", offset=0).status_code == 413
    assert parts.stored(upload.pk) == 0


def test_one_request_carries_eight_megabytes_at_most(sender):
    sender.entry.edition.max_file_bytes = receiving.MOST_A_REQUEST * 2
    sender.entry.edition.save()
    upload = sender.begin(b"x", length=receiving.MOST_A_REQUEST + 1)

    answer = sender.part(upload, b"x" * (receiving.MOST_A_REQUEST + 1), offset=0)

    assert answer.status_code == 413


def test_garbled_bytes_are_taken_back(sender):
    content = pdf_bytes()
    upload = sender.begin(content)
    digest = base64.b64encode(hashlib.sha256(content[:300]).digest()).decode()
    checked = {"Upload-Checksum": f"sha256 {digest}"}

    garbled = sender.part(upload, b"?" * 300, offset=0, **checked)
    right = sender.part(upload, content[:300], offset=0, **checked)

    assert (garbled.status_code, right.status_code) == (460, 204)
    assert parts.stored(upload.pk) == 300


def test_bytes_that_are_not_those_named_are_refused_with_the_way_on(sender):
    content = pdf_bytes()
    upload = sender.begin(content, sha256="0" * 64)

    sender.part(upload, content, offset=0)

    upload.refresh_from_db()
    assert "ไม่ตรง" in upload.reason
    assert "ไฟล์เดิม" in upload.remedy
    assert sender.entry.attachments.count() == 0
    assert not parts.path_of(upload.pk).exists()


def test_a_file_that_the_check_refuses_leaves_its_reason_and_no_bytes(sender):
    upload = sender.send(b"MZ and so on")

    assert (upload.state, "ไม่รับไฟล์" in upload.reason) == ("refused", True)
    assert not parts.path_of(upload.pk).exists()


def test_a_process_that_died_after_the_last_byte_is_mended_when_one_asks(sender):
    content = pdf_bytes()
    upload = sender.begin(content)
    parts.path_of(upload.pk).write_bytes(content)

    asked = sender.ask(upload)

    upload.refresh_from_db()
    assert asked["Upload-Offset"] == str(len(content))
    assert (upload.state, upload.arrived_at) == ("checking", WORKING_DAY)
    assert receiving.finish_all() == 1
    assert kept_bytes(sender.entry.attachments.current().get()) == content


def test_a_large_file_is_looked_at_in_the_background(sender, monkeypatch):
    monkeypatch.setattr(receiving, "AT_ONCE", 10)

    upload = sender.send(pdf_bytes())

    assert upload.state == "checking"
    assert receiving.finish_all() == 1
    upload.refresh_from_db()
    assert upload.state == "ready"


def test_one_does_not_look_at_what_another_is_looking_at(sender, monkeypatch):
    monkeypatch.setattr(receiving, "AT_ONCE", 10)
    upload = sender.send(pdf_bytes())

    with parts.locked(upload.pk):
        assert receiving.finish_all() == 0


def test_a_file_given_up_is_gone(sender):
    upload = sender.begin(pdf_bytes())
    sender.part(upload, b"%PDF-", offset=0)

    assert sender.give_up(upload).status_code == 204
    assert not Upload.objects.open()
    assert sender.ask(upload).status_code == 410


def test_what_nobody_goes_on_with_expires_after_a_week(sender, django_capture_on_commit_callbacks):
    upload = sender.begin(pdf_bytes())
    sender.part(upload, b"%PDF-", offset=0)
    now = clock.machine_now()

    with django_capture_on_commit_callbacks(execute=True):
        assert declaring.expire(machine_at=now + timedelta(days=6)) == 0
        assert declaring.expire(machine_at=now + timedelta(days=8)) == 1

    assert not parts.path_of(upload.pk).exists()


def test_another_file_for_a_question_of_one_takes_the_place_of_one_under_way(sender):
    first = sender.begin(pdf_bytes())
    second = sender.begin(pdf_bytes(pages=2))

    assert list(Upload.objects.open()) == [second]
    assert sender.ask(first).status_code == 410


def test_after_the_deadline_a_file_is_kept_as_a_late_draft(sender, set_clock):
    set_clock(DEADLINE)

    assert sender.send(pdf_bytes()).state == "ready"


@pytest.mark.parametrize(
    ("limit", "words"),
    [({"max_file_bytes": 10}, "ไม่เกิน 10 B"), ({"max_entry_bytes": 20}, "รวมกันได้ไม่เกิน 20 B")],
)
def test_a_file_over_a_limit_of_the_edition_is_refused_before_it_is_sent(sender, limit, words):
    sender.entry.edition.__class__.objects.update(**limit)

    refused = sender.name(pdf_bytes())

    assert refused.status_code == 422
    assert words in refused.json()["reason"]
    assert refused.json()["remedy"]


def test_one_person_cannot_fill_the_disk_with_beginnings(sender, monkeypatch):
    monkeypatch.setattr(limits, "MOST_OPEN_A_PERSON", 1)
    sender.begin(pdf_bytes())
    other = make_file_field(sender.entry.edition, key="more")

    refused = Sender(sender.entry, other).name(pdf_bytes(pages=2))

    assert refused.status_code == 422


def test_a_full_disk_is_told_before_a_file_is_begun(sender, monkeypatch):
    monkeypatch.setattr(parts, "KEPT_FREE", 10**18)

    refused = sender.name(pdf_bytes())

    assert (refused.status_code, Upload.objects.count()) == (507, 0)
    assert "ที่เก็บไฟล์" in refused.json()["reason"]


def test_a_disk_that_fills_up_on_the_way_keeps_what_it_took(sender, monkeypatch):
    content = pdf_bytes()
    upload = sender.begin(content)
    sender.part(upload, content[:100], offset=0)

    def full(*rest):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(parts, "_copy", full)
        refused = sender.part(upload, content[100:], offset=100)

    assert refused.status_code == 507
    assert sender.part(upload, content[100:], offset=100).status_code == 204
    assert sender.entry.attachments.current().count() == 1


def test_a_person_of_another_organisation_finds_nothing(sender):
    upload = sender.begin(pdf_bytes())
    stranger = Sender(sender.entry, sender.question, by=make_member())

    answers = [
        stranger.ask(upload), stranger.part(upload, b"x", offset=0), stranger.give_up(upload),
        stranger.name(pdf_bytes()),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404] * 4


def test_whoever_is_not_signed_in_any_more_is_told_so_rather_than_sent_to_a_page(sender):
    upload = sender.begin(pdf_bytes())
    sender.client.logout()

    assert sender.ask(upload).status_code == 401


def test_a_question_that_takes_no_files_takes_none(sender):
    title = sender.entry.edition.sections.get().fields.get(key="title")

    assert Sender(sender.entry, title).name(pdf_bytes()).status_code == 404


words = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(version=words, length=words, metadata=words, checksum=words, offset=words)
def test_no_header_breaks_the_door(nonsense_door, version, length, metadata, checksum, offset):
    said = {
        "Tus-Resumable": version, "Upload-Length": length, "Upload-Metadata": metadata,
        "Upload-Checksum": checksum, "Upload-Offset": offset,
    }  # fmt: skip
    spoken = said | {"Tus-Resumable": "1.0.0"}
    sender, upload = nonsense_door
    at = f"{sender.address}{upload.pk}/"

    answers = [
        sender.client.post(sender.address, content_type=CHUNK, headers=said),
        sender.client.post(sender.address, content_type=CHUNK, headers=spoken),
        sender.client.patch(at, b"x", content_type=CHUNK, headers=spoken),
        sender.client.head(at, headers=said),
    ]

    assert max(answer.status_code for answer in answers) < 500


@pytest.fixture
def nonsense_door(sender):
    sender.client.raise_request_exception = False
    return sender, sender.begin(pdf_bytes())
