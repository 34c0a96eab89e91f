"""Named now, sent later: what a submission waits for, what completes it, and who is told."""

from datetime import timedelta

import pytest
from django.test import TestCase

from notifications.models import Message
from submissions.models import DueFile, Entry
from submissions.sending import receipts, workflow
from submissions.transfer import declaring, due, promises, receiving
from submissions.writing import content
from tests.factories import DEADLINE, WORKING_DAY
from tests.submissions.factories import (
    make_complete_entry,
    make_file_field,
    make_officer,
    pdf_bytes,
    submit,
    write,
)
from tests.submissions.transfer.sending import Sender

pytestmark = pytest.mark.django_db

A_MILLISECOND = timedelta(milliseconds=1)
DUE = DEADLINE + timedelta(hours=24)


@pytest.fixture
def sender(set_clock) -> Sender:
    set_clock(WORKING_DAY)
    entry = make_complete_entry()
    return Sender(entry, make_file_field(entry.edition, required=True))


def send_part(sender, content_sent=None):
    """Name a file, send half of it, and submit the entry before the deadline."""
    whole = content_sent or pdf_bytes(pages=2)
    upload = sender.begin(whole)
    sender.part(upload, whole[:400], offset=0)
    return upload, whole, submit(sender.entry)


def finish(sender, upload, whole):
    return sender.part(upload, whole[400:], offset=400)


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_an_entry_counts_before_its_files_are_here(sender):
    upload, whole, submission = send_part(sender)

    file = submission.document.snapshot["files"][0]
    promise = submission.due_files.get()
    assert (file["sha256"], file["size"], file["due"]) == (upload.sha256, len(whole), True)
    assert (promise.due_at, promise.arrived_at, promise.missed_at) == (DUE, None, None)
    assert list(submission.files.all()) == []


def test_a_file_that_was_not_even_named_still_blocks(sender):
    with pytest.raises(workflow.NotAllowed):
        submit(sender.entry)


@pytest.mark.parametrize(("at", "completes"), [(DUE - A_MILLISECOND, True), (DUE, False)])
def test_bytes_count_until_the_hour_and_not_at_it(sender, set_clock, at, completes):
    upload, whole, submission = send_part(sender)
    set_clock(at)

    assert finish(sender, upload, whole).status_code == 204

    promise = submission.due_files.get()
    assert (promise.arrived_at == at) is completes
    assert submission.files.count() == completes
    assert sender.entry.attachments.current().count() == 1  # late: kept as a draft
    assert mails("late_files") == [sender.entry.started_by.email] * completes


def test_what_arrives_changes_neither_the_paper_nor_what_was_sent(sender):
    upload, whole, submission = send_part(sender)
    digest = submission.document.digest
    finish(sender, upload, whole)
    submission.document.refresh_from_db()

    entry = Entry.objects.get(pk=sender.entry.pk)
    assert submission.document.digest == digest
    assert not receipts.has_unsent_changes(entry, content.read(entry))
    shown = receipts.files_of(submission, reader=entry.started_by)[0]
    assert (shown["attachment"].sha256, shown["is_handed"]) == (upload.sha256, True)


def test_a_colleague_may_send_it_again_from_the_first_byte_under_another_name(sender):
    upload, whole, submission = send_part(sender)
    sender.give_up(upload)

    again = sender.send(whole, name="ชื่ออื่น.pdf")

    assert again.pk != upload.pk
    assert submission.due_files.get().arrived_at == WORKING_DAY
    assert submission.files.get().pk == again.pk


def test_an_entry_that_was_found_eligible_meanwhile_still_gets_its_files(sender):
    upload, whole, submission = send_part(sender)
    workflow.advance(sender.entry, "find_eligible", by=make_officer(), at=WORKING_DAY,
                     submission=submission)  # fmt: skip

    assert finish(sender, upload, whole).status_code == 204
    assert submission.files.count() == 1


def test_what_never_comes_is_marked_once_and_told_to_both_sides(sender):
    officer = make_officer()
    _upload, _whole, submission = send_part(sender)
    a_while_later = DUE + due.PATIENCE

    rounds = [due.miss(at=at) for at in (DUE, a_while_later, a_while_later)]

    assert rounds == [0, 1, 0]
    assert submission.due_files.get().missed_at == a_while_later
    assert mails("late_files") == [sender.entry.started_by.email]
    assert officer.email in mails("files_missed")


def test_what_arrived_in_time_and_is_still_looked_at_is_not_missed(sender, monkeypatch):
    monkeypatch.setattr(receiving, "AT_ONCE", 10)
    upload, whole, submission = send_part(sender)
    finish(sender, upload, whole)

    assert due.miss(at=DUE + due.PATIENCE) == 0
    receiving.finish_all()
    assert submission.due_files.get().arrived_at == WORKING_DAY


def test_an_extension_moves_the_hour_of_the_files_too(sender):
    _upload, _whole, submission = send_part(sender)
    later = DEADLINE + timedelta(days=3)
    sender.entry.edition.__class__.objects.update(closes_at=later)

    assert due.miss(at=DUE + due.PATIENCE) == 0
    assert promises.files_due_at(submission.entry.__class__.objects.get()) == later + (
        DUE - DEADLINE
    )


def test_bytes_that_do_not_match_are_told_at_once_and_can_be_sent_again(sender):
    upload, whole, submission = send_part(sender)
    wrong = whole[:-1] + bytes([whole[-1] ^ 1])

    finish(sender, upload, wrong)

    upload.refresh_from_db()
    assert upload.state == "refused"
    assert mails("late_files") == [sender.entry.started_by.email]
    sender.send(whole)
    assert submission.due_files.get().arrived_at == WORKING_DAY


def test_a_newer_version_without_the_file_waits_for_nothing(sender):
    upload, _whole, _submission = send_part(sender)
    sender.give_up(upload)
    sender.send(pdf_bytes(pages=3))
    write(sender.entry, title="อีกชื่อหนึ่ง")
    submit(sender.entry, at=WORKING_DAY + timedelta(hours=1))

    due.miss(at=DUE + due.PATIENCE)

    assert mails("late_files") == mails("files_missed") == []


def test_what_is_waited_for_does_not_expire(sender):
    upload, *_rest = send_part(sender)

    with TestCase.captureOnCommitCallbacks(execute=True):
        expired = declaring.expire(machine_at=upload.heard_at + timedelta(days=30))

    assert (expired, DueFile.objects.waiting().count()) == (0, 1)
