"""Entries are screened, judges invited and asked; they have signed some sheets and begun one."""

from datetime import datetime
from uuid import UUID

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from judging.assigning import assignment
from judging.conflicts import declaring
from judging.conflicts.declaring import Interest
from judging.judges import invitations
from judging.models import Conflict, Judge, Sheet
from judging.sheets import saving, signing
from submissions.models import Entry
from submissions.screening import findings
from submissions.screening.findings import Given
from submissions.sending import workflow
from submissions.writing import content

from .entries import entry_of
from .works import COPIED, NOT_ELIGIBLE, WORKS, Work

SCREENED = datetime.fromisoformat("2022-10-07T10:00+07:00")
INVITED = datetime.fromisoformat("2022-10-10T09:00+07:00")
ANSWERED = datetime.fromisoformat("2022-10-10T13:30+07:00")
SIGNED = datetime.fromisoformat("2022-10-18T15:20+07:00")
AFTERWARDS = datetime.fromisoformat("2022-10-20T10:00+07:00")
JUDGES = ("anong@judges.example", "boonmee@judges.example", "chanya@judges.example")
DIFFERENCES = (0, 1, -1)  # of each judge's marks from a work's usual ones
LEFT_OPEN = 2  # sheets of the first judge that are not signed yet


def was_played(edition: Edition) -> bool:
    return Sheet.objects.in_edition(edition).exists()


def play(edition: Edition) -> None:
    officer = User.objects.get(email="naree@dga.example")
    _screen(officer)
    round_ = edition.rounds.get()
    for email in JUDGES:
        name = User.objects.get(email=email).name
        judge = invitations.invite_judge(round_, email, name, by=officer, at=INVITED)
        invitations.accept(judge, by=judge.user, at=ANSWERED)
        declaring.declare_list(judge, _interests(email), by=judge.user, at=ANSWERED)
    assignment.assign(round_, by=officer, at=ANSWERED)
    for judge in round_.judges.current().select_related("user"):
        _judge_some(judge)


def mark(sheet: Sheet, judge: Judge, *, at: datetime) -> Sheet:
    """Give the work's usual marks, a little more or less by judge."""
    usual = _marks_of(sheet.assignment.entry)
    difference = DIFFERENCES[JUDGES.index(judge.user.email)]
    keys = [criterion.key for criterion in sheet.criteria]
    given = {key: min(10, value + difference) for key, value in zip(keys, usual, strict=True)}
    comment = "เห็นผลชัดเจน ควรขยายให้ท้องถิ่นอื่นใช้ได้"
    return saving.save(sheet, given, comment, by=judge.user, at=at, version=sheet.version)


def sign_rest(judge: Judge, *, at: datetime, leave: int = 0) -> None:
    """Mark and sign the judge's sheets, but for the last few."""
    unsigned = Sheet.objects.visible_to(judge.user).unsigned().order_by("assignment__entry__number")
    for sheet in list(unsigned)[: unsigned.count() - leave]:
        marked = mark(sheet, judge, at=at)
        signing.sign(marked, by=judge.user, at=at, version=marked.version)


def _screen(officer: User) -> None:
    for work in WORKS:
        entry = entry_of(work)
        _answer_criteria(entry, officer)
        workflow.advance(
            entry, "find_eligible", by=officer, at=SCREENED, submission=entry.last_submission
        )
    _refuse(NOT_ELIGIBLE, "real_use", "ผลงานยังไม่เปิดให้บริการจริง", officer)
    _refuse(COPIED, "own_work", "ข้อความคัดลอกจากผลงานของ อปท. อื่น", officer)


def _answer_criteria(entry: Entry, officer: User, **answers: Given) -> None:
    """Yes to every criterion but those named."""
    criteria = entry.edition.screening_criteria.all()
    given = {criterion: answers.get(criterion.key, Given("yes")) for criterion in criteria}
    findings.mark(entry.last_submission, given, by=officer, at=SCREENED)


def _refuse(work: Work, criterion: str, reason: str, officer: User) -> None:
    entry = entry_of(work)
    _answer_criteria(entry, officer, **{criterion: Given("no", reason)})
    workflow.advance(
        entry, "find_ineligible", by=officer, at=SCREENED, note=reason,
        submission=entry.last_submission,
    )  # fmt: skip


def _interests(email: str) -> dict[UUID, Interest]:
    """One judge advised one of the organisations."""
    if email != JUDGES[2]:
        return {}
    interest = Interest(Conflict.Kind.HELPED, "เคยเป็นที่ปรึกษาของผลงานนี้")
    return {entry_of(WORKS[-1]).pk: interest}


def _judge_some(judge: Judge) -> None:
    if judge.user.email != JUDGES[0]:
        sign_rest(judge, at=SIGNED)
        return
    sign_rest(judge, at=SIGNED, leave=LEFT_OPEN)
    begun = Sheet.objects.visible_to(judge.user).unsigned().order_by("assignment__entry__number")
    mark(begun[0], judge, at=SIGNED)


def _marks_of(entry: Entry) -> tuple[int, ...]:
    title = content.title(content.read(entry))
    return next(work.marks for work in WORKS if work.title == title)
