"""What the tests of notifications need; every argument has a sensible default."""

import itertools
from datetime import date, timedelta

from contest_portal import clock
from contest_portal.accounts.roles import Role
from notifications.circulars import issuing
from notifications.mailing import outbox
from notifications.models import Circular, Message, Recipient
from tests import factories
from tests.factories import WORKING_DAY

_count = itertools.count(1)


def make_message(**fields) -> Message:
    number = next(_count)
    facts = {
        "lane": Message.Lane.NOTICE, "kind": "test", "key": f"key {number}",
        "to": f"person{number}@lao.example", "subject": f"เรื่องที่ {number}",
        "text": "ข้อความ", **fields,
    }  # fmt: skip
    return outbox.enqueue(**facts)


def make_content(**fields) -> issuing.Content:
    facts = {
        "number": f"ตย ๙๙๙๙.๙/ว {next(_count)}", "dated": date(2022, 9, 28),
        "speed": Circular.Speed.URGENT, "subject": "ชวนส่งผลงาน",
        "addressee": "ผู้ว่าราชการจังหวัด ทุกจังหวัด", "body": "ด้วยหน่วยงานตัวอย่าง",
        "original": "เรียน ผู้ว่าราชการจังหวัด".encode(), **fields,
    }  # fmt: skip
    return issuing.Content(**facts)


def make_officers():
    """The one who prepares and the one who approves."""
    return factories.make_user(role=Role.DLA_OFFICER), factories.make_user(role=Role.DLA_OFFICER)


def make_circular(status: str = Circular.Status.DRAFT, *, provinces: int = 1, **content):
    """A circular brought by its own verbs to a status, with provinces that can be written to."""
    edition = content.pop("edition", None) or factories.make_edition()
    for code in range(30, 30 + provinces):
        province = factories.make_province(str(code))
        if not province.contacts.exists():
            factories.make_province_contact(province)
    author, second = make_officers()
    circular = issuing.prepare(edition, make_content(**content), by=author, at=WORKING_DAY)
    if status == Circular.Status.DRAFT:
        return circular
    circular = issuing.hand_over(circular, by=author, at=WORKING_DAY)
    if status == Circular.Status.CHECKED:
        return circular
    circular = issuing.approve(circular, by=second, at=WORKING_DAY)
    if status == Circular.Status.APPROVED:
        return circular
    return issuing.release(circular, by=second, at=WORKING_DAY)


def make_recipient(**fields) -> Recipient:
    """A province's copy of a circular that was just released."""
    circular = make_circular(Circular.Status.RELEASING)
    Recipient.objects.filter(circular=circular).update(**fields)
    return circular.recipients.select_related("circular", "province").get()


def later(**amount):
    return clock.machine_now() + timedelta(**amount)
