"""The last sheets are signed; one person proposes the ranking and another publishes it; winners get
their certificates."""

from datetime import datetime

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from judging.models import Inquiry, Ranking, Round
from judging.ranking import proposing
from judging.results import certificates, releasing, sequels
from judging.sheets import inquiring

from .judging import sign_rest

SIGNED = datetime.fromisoformat("2022-10-31T16:00+07:00")
CHOSEN = datetime.fromisoformat("2022-11-18T10:00+07:00")
PREPARED = datetime.fromisoformat("2022-11-18T11:00+07:00")
RELEASED = datetime.fromisoformat("2022-11-21T09:00+07:00")
AFTERWARDS = datetime.fromisoformat("2022-11-21T10:00+07:00")
AWARDS = 3
ANSWER = "นับเฉพาะคำขอที่ทำออนไลน์ ดูหัวข้อการใช้งานจริงในแบบส่งผลงาน"
SEQUEL = {
    "tells_scores": True,
    "appeal_days": 7,
    "certifies_participation": False,
    "signatories": [
        {"name": "นางสาวสมหญิง ตัวอย่าง", "position": "ผู้อำนวยการ (ตัวอย่าง)"},
        {"name": "นายสมชาย ตัวอย่าง", "position": "อธิบดี (ตัวอย่าง)"},
    ],
}


def was_played(edition: Edition) -> bool:
    return Ranking.objects.released().filter(round__edition=edition).exists()


def play(edition: Edition) -> None:
    round_ = edition.rounds.get(kind=Round.Kind.SCORED)
    for judge in round_.judges.current().select_related("user"):
        sign_rest(judge, at=SIGNED)
    organiser = User.objects.get(email="naree@dga.example")
    for asked in Inquiry.objects.waiting():
        inquiring.answer(asked, ANSWER, by=organiser, at=SIGNED)
    officer = User.objects.get(email="suda@dla.example")
    sequels.choose(round_, SEQUEL, by=organiser, at=CHOSEN, version=0)
    proposed = proposing.prepare(round_, by=organiser, at=PREPARED, awards=AWARDS)
    releasing.release(proposed, by=officer, at=RELEASED)
    certificates.issue(round_, by=organiser, at=AFTERWARDS)
