"""Provinces that have not acknowledged are reminded on working days, once each."""

import random
import threading
import time
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections

from contest_portal import clock
from contest_portal.audit.models import AuditEvent
from contest_portal.editions.models import Holiday
from contest_portal.thai.bangkok import BANGKOK
from notifications import tasks
from notifications.answers import acknowledgements
from notifications.circulars import issuing
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Attempt, Circular, Message, Reminder
from notifications.reminding import reminders
from tests import factories
from tests.notifications.factories import make_circular

FIRST = datetime(2022, 9, 30, 8, 30, tzinfo=BANGKOK)  # two working days after 28 September
SECOND = datetime(2022, 10, 4, 8, 30, tzinfo=BANGKOK)
MINUTE = timedelta(minutes=1)
REPLY = acknowledgements.Reply(answer="received", name="สมศรี", position="เจ้าหน้าที่")


def make_released(*, provinces: int = 3, state=Message.State.SENT) -> Circular:
    """Released on 28 September 2565, 09.00; its letters have reached that state."""
    edition = factories.make_edition(reminder_days=[2, 4])
    circular = make_circular(Circular.Status.RELEASING, provinces=provinces, edition=edition)
    Message.objects.update(state=state, sent_at=circular.released_at)
    return circular


def acknowledge(recipient) -> Acknowledgement:
    return acknowledgements.acknowledge(recipient, REPLY, by=AnonymousUser(), at=FIRST)


@pytest.mark.django_db
def test_a_reminder_is_due_at_its_hour_on_its_working_day():
    circular = make_released()

    assert reminders.plan(at=FIRST - MINUTE) == 0
    assert reminders.plan(at=FIRST) == 3
    planned = Reminder.objects.values_list("number", "planned_for")
    assert set(planned) == {(1, FIRST)}
    keys = sorted(Message.objects.filter(kind=reminders.KIND).values_list("dedupe_key", flat=True))
    assert keys == [f"reminder:{circular.pk}:1:{code}" for code in ("30", "31", "32")]


@pytest.mark.django_db
def test_each_reminder_goes_out_once():
    make_released()
    reminders.plan(at=FIRST)
    Message.objects.update(state=Message.State.SENT)

    assert reminders.plan(at=FIRST) == reminders.plan(at=FIRST + 5 * MINUTE) == 0
    assert reminders.plan(at=SECOND) == 3
    Message.objects.update(state=Message.State.SENT)
    assert reminders.plan(at=SECOND + timedelta(days=30)) == 0


@pytest.mark.django_db
def test_after_a_silence_only_the_latest_reminder_goes_out():
    make_released()

    assert reminders.plan(at=SECOND + timedelta(hours=3)) == 3
    assert set(Reminder.objects.values_list("number", flat=True)) == {2}


@pytest.mark.django_db
def test_a_late_reminder_waits_for_the_next_working_days_hour():
    make_released()
    saturday = FIRST + timedelta(days=1)
    monday = FIRST + timedelta(days=3)

    assert reminders.plan(at=saturday) == 0
    assert reminders.plan(at=monday - MINUTE) == 0
    assert reminders.plan(at=monday) == 3


@pytest.mark.django_db
def test_a_holiday_moves_the_reminder():
    circular = make_released()
    Holiday.objects.create(edition=circular.edition, date=FIRST.date(), name_th="วันหยุด")

    assert reminders.plan(at=FIRST) == 0
    assert reminders.plan(at=FIRST + timedelta(days=3)) == 3


@pytest.mark.django_db
def test_who_has_acknowledged_is_not_reminded():
    circular = make_released()
    acknowledge(circular.recipients.get(province="31"))

    reminders.plan(at=FIRST)

    reminded = Reminder.objects.values_list("recipient__province", flat=True)
    assert sorted(reminded) == ["30", "32"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Message.State.QUEUED, Message.State.FAILED])
def test_who_never_got_the_letter_is_not_reminded_of_it(state):
    circular = make_released(state=state)

    assert reminders.plan(at=FIRST) == 0
    assert reminders.held_back(circular, 1).count() == 3


@pytest.mark.django_db
def test_a_cancelled_circular_is_left_alone():
    circular = make_released()
    issuing.cancel(circular, by=circular.prepared_by, at=FIRST)

    assert reminders.plan(at=FIRST) == 0


@pytest.mark.django_db
def test_an_answer_stops_the_reminder_that_waits(sink):
    circular = make_released(provinces=1)
    reminders.plan(at=FIRST)

    acknowledge(circular.recipients.get())
    outbox.drain()

    assert sink.accepted == []
    assert Message.objects.get(kind=reminders.KIND).state == Message.State.CANCELLED


@pytest.mark.django_db
def test_the_mail_says_which_reminder_of_which_letter_it_is():
    circular = make_released(provinces=1)

    reminders.plan(at=FIRST)

    mail = Message.objects.get(kind=reminders.KIND)
    assert mail.subject == f"[ด่วน] เตือนครั้งที่ 1: {circular.number} ชวนส่งผลงาน"
    assert "28 กันยายน 2565" in mail.text
    assert AuditEvent.objects.get(action="circulars.reminded").facts["mails"] == 1


@pytest.mark.django_db
def test_the_planner_asks_the_clock_of_the_contest(set_clock):
    make_released(provinces=1)
    set_clock(FIRST - MINUTE)
    tasks.plan_reminders()
    before = Reminder.objects.count()

    set_clock(FIRST)
    tasks.plan_reminders()

    assert (before, Reminder.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_no_reminder_is_taken_up_after_its_province_has_answered(sink):
    """69 provinces answer at random moments while reminders are planned and sent by two workers."""
    circular = make_released(provinces=69)
    answers = list(circular.recipients.select_related("circular"))
    random.Random(21).shuffle(answers)  # noqa: S311  (the same order every time)
    answered_at: dict = {}

    def answer() -> None:
        for recipient in answers:
            acknowledge(recipient)
            answered_at[recipient.pk] = clock.machine_now()
            time.sleep(0.02)

    def send() -> None:
        until = time.monotonic() + 4
        while time.monotonic() < until and len(answered_at) < len(answers):
            reminders.plan(at=FIRST)
            outbox.drain(seconds=0.5)

    _together(answer, send, send)

    tries = Attempt.objects.filter(message__kind=reminders.KIND).select_related("message")
    late = [one for one in tries if one.started_at > answered_at[one.message.recipient_id]]
    assert len(answered_at) == len(answers)
    assert late == []
    assert 0 < len(tries) < len(answers)
    assert Reminder.objects.count() == Message.objects.filter(kind=reminders.KIND).count()
    assert not Message.objects.filter(kind=reminders.KIND, state__in=Message.OPEN_STATES).exists()


def _together(*works) -> None:
    troubles = []

    def run(work) -> None:
        try:
            work()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
