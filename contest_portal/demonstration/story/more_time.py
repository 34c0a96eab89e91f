"""An organisation asks for more time; an officer gives some, and proposes more for a district."""

from datetime import datetime

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from submissions.deadlines import extending

from .entries import entry_of
from .works import SENT_BACK, WORKS

ASKED = datetime.fromisoformat("2022-10-04T13:20+07:00")
AFTERWARDS = datetime.fromisoformat("2022-10-04T14:00+07:00")
UNTIL = datetime.fromisoformat("2022-10-07T16:30+07:00")


def was_played(edition: Edition) -> bool:
    return edition.extensions.exists()


def play(edition: Edition) -> None:
    mali = User.objects.get(email="mali@lao.example")
    unfinished = edition.entries.get(started_by=mali, status="draft")
    plea = "ระบบไฟฟ้าของตำบลขัดข้อง คาดว่าใช้งานได้ในสองวัน"
    extending.ask(unfinished, plea=plea, by=mali, at=ASKED)
    officer = User.objects.get(email="somchai@dla.example")
    reason = "ตัวอย่าง: น้ำท่วมสำนักงาน"
    facts = {"until": UNTIL, "by": officer, "at": ASKED}
    extending.propose(edition, entry=entry_of(SENT_BACK), reason=reason, **facts)
    flooded = entry_of(WORKS[2]).lao.amphoe
    extending.propose(edition, amphoe=flooded, reason="ตัวอย่าง: น้ำท่วมทั้งอำเภอ", **facts)
