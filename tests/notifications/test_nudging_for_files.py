"""Who sent an entry and named files that have not come is reminded before their last moment."""

from datetime import timedelta

import pytest

from notifications.models import Message
from notifications.reminding import nudging
from notifications.reminding.nudging import Rule
from submissions.sending import workflow
from tests.factories import DEADLINE, WORKING_DAY
from tests.submissions.factories import make_complete_entry, make_file_field, pdf_bytes, submit
from tests.submissions.transfer.sending import Sender

pytestmark = pytest.mark.django_db

# The deadline ends Wednesday, 5 October; files may follow for 24 hours.
EARLY = WORKING_DAY + timedelta(days=1)  # Thursday, 29 September
THREE_DAYS_LEFT = DEADLINE - timedelta(days=1, hours=15)  # Tuesday, 4 October, 9.00
LAST_MORNING = DEADLINE + timedelta(hours=9)  # Thursday, 6 October, 9.00


@pytest.fixture
def sent(set_clock):
    """An entry sent while half of a file was here: (sender, upload, the whole file)."""
    set_clock(WORKING_DAY)
    entry = make_complete_entry()
    sender = Sender(entry, make_file_field(entry.edition, required=True))
    whole = pdf_bytes(pages=2)
    upload = sender.begin(whole)
    sender.part(upload, whole[:400], offset=0)
    submit(sender.entry)
    return sender, upload, whole


def mails():
    return Message.objects.filter(kind=Rule.FILES).order_by("queued_at")


def test_the_reminder_names_the_entry_and_the_last_moment_of_its_files(sent):
    sender, _upload, _whole = sent
    owed = [nudging.plan_all(at=at) for at in (EARLY, THREE_DAYS_LEFT, THREE_DAYS_LEFT)]

    mail = mails().get()
    assert owed == [0, 1, 0]
    assert mail.address == sender.entry.started_by.email
    assert sender.entry.number in mail.subject
    assert "6 ตุลาคม 2565" in mail.text
    assert str(sender.entry.pk) in mail.text


def test_after_the_deadline_there_is_a_last_one_while_files_may_still_come(sent):
    nudging.plan_all(at=THREE_DAYS_LEFT)
    nudging.plan_all(at=LAST_MORNING)
    nudging.plan_all(at=LAST_MORNING + timedelta(days=1))

    assert [mail.kind for mail in mails()] == [Rule.FILES] * 2


def test_a_file_that_arrives_takes_back_what_is_owed(sent):
    sender, upload, whole = sent
    nudging.plan_all(at=THREE_DAYS_LEFT)
    sender.part(upload, whole[400:], offset=400)

    assert mails().get().state == Message.State.CANCELLED
    assert nudging.plan_all(at=LAST_MORNING) == 0


def test_withdrawing_takes_it_back_too(sent):
    sender, _upload, _whole = sent
    nudging.plan_all(at=THREE_DAYS_LEFT)
    entry = type(sender.entry).objects.get()
    workflow.advance(entry, "withdraw", by=entry.started_by, at=THREE_DAYS_LEFT)

    assert mails().get().state == Message.State.CANCELLED
    assert nudging.plan_all(at=LAST_MORNING) == 0


def test_who_began_nothing_is_not_reminded_in_the_hours_for_files(sent):
    assert {nudge.rule for nudge in nudging.waiting(sent[0].entry.edition, at=LAST_MORNING)} == {
        Rule.FILES
    }
