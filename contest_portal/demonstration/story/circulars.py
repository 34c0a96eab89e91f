"""The letter goes to the provinces, half of which answer; a second letter waits for approval."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

import notifications
from contest_portal.accounts.models import User
from contest_portal.clock import simulation
from contest_portal.editions.models import Edition
from notifications.answers import acknowledgements, forwarding
from notifications.answers.acknowledgements import Reply
from notifications.circulars import issuing, on_paper
from notifications.circulars.issuing import Content
from notifications.letters import parsing
from notifications.models import Acknowledgement, Circular, Forwarding, Recipient

from . import post

LETTER = Path(notifications.__file__).parent / "data" / "sample-letter.txt"
PREPARED = datetime.fromisoformat("2022-09-28T09:12+07:00")
RELEASED = datetime.fromisoformat("2022-09-28T10:30+07:00")
AFTERWARDS = datetime.fromisoformat("2022-09-29T09:00+07:00")
ANSWERING = 41
MINUTES_BETWEEN_ANSWERS = 17
SECOND_NUMBER = "ตย ๙๙๙๙.๙/ว ๑๓๐"
SECOND_SUBJECT = "ตัวอย่างหนังสือเวียนฉบับที่สอง ย้ำกำหนดส่งผลงาน"
WAYS = list(Forwarding.Way)
ANSWERS = [Acknowledgement.Answer.RECEIVED, Acknowledgement.Answer.FORWARDED]


def was_played(edition: Edition) -> bool:
    return edition.circulars.exists()


def play(edition: Edition) -> None:
    author = User.objects.get(email="somchai@dla.example")
    approver = User.objects.get(email="suda@dla.example")
    first = issuing.prepare(edition, sample_letter(), by=author, at=PREPARED)
    issuing.hand_over(first, by=author, at=PREPARED)
    on_paper.approve(first, by=approver, at=RELEASED)
    simulation.set_time(RELEASED)
    issuing.release(first, by=approver, at=RELEASED)
    post.deliver()
    _answer(first)
    reminder = replace(sample_letter(), number=SECOND_NUMBER, subject=SECOND_SUBJECT)
    second = issuing.prepare(edition, reminder, by=author, at=AFTERWARDS)
    issuing.hand_over(second, by=author, at=AFTERWARDS)


def sample_letter() -> Content:
    original = LETTER.read_bytes()
    letter = parsing.read(parsing.decode(original))
    return Content(original=original, **vars(letter))


def _answer(circular: Circular) -> None:
    recipients = Recipient.objects.filter(circular=circular).order_by("province")[:ANSWERING]
    for number, recipient in enumerate(recipients, start=1):
        reply = Reply(
            answer=ANSWERS[number % len(ANSWERS)],
            name="ตัวอย่าง ผู้รับหนังสือ",
            position="เจ้าหน้าที่ธุรการ",
            own_number=f"ตย {number:04d}/2565",
        )
        at = RELEASED + timedelta(minutes=MINUTES_BETWEEN_ANSWERS * number)
        acknowledgements.acknowledge(recipient, reply, by=AnonymousUser(), at=at)
        if reply.answer == Acknowledgement.Answer.FORWARDED:
            _pass_on(Recipient.objects.get(pk=recipient.pk), number, at + timedelta(hours=1))


def _pass_on(recipient: Recipient, number: int, at: datetime) -> None:
    """One province told them all, the next one half, the third a third."""
    laos = list(forwarding.laos_of(recipient))[:: 1 + number % 3]
    way = WAYS[number % len(WAYS)]
    forwarding.note(
        recipient, laos, way=way, told_on=timezone.localdate(at), by=AnonymousUser(), at=at
    )
