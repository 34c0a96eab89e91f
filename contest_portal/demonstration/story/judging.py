"""Entries are screened, and go through a qualifying round; judges have signed some sheets of the
scored one, begun another, and asked a question."""

from datetime import datetime
from uuid import UUID

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from judging.conflicts.declaring import Interest
from judging.models import Conflict, Judge, Round, Sheet
from judging.sheets import inquiring, saving, signing
from submissions.models import Entry
from submissions.screening import findings
from submissions.screening.findings import Given
from submissions.sending import workflow
from submissions.writing import content

from . import qualifying
from .entries import entry_of
from .works import COPIED, NOT_ELIGIBLE, WORKS, Work

SCREENED = datetime.fromisoformat("2022-10-07T10:00+07:00")
SIGNED = datetime.fromisoformat("2022-10-18T15:20+07:00")
AFTERWARDS = datetime.fromisoformat("2022-10-20T10:00+07:00")
JUDGES = ("anong@judges.example", "boonmee@judges.example", "chanya@judges.example")
DIFFERENCES = (0, 1, -1)  # of each judge's marks from a work's usual ones
LEFT_OPEN = 2  # sheets of the first judge that are not signed yet
QUESTION = "ตัวเลขผู้ใช้บริการต่อเดือนนับเฉพาะคำขอที่ทำออนไลน์หรือไม่"


def was_played(edition: Edition) -> bool:
    return Sheet.objects.in_edition(edition).exists()


def play(edition: Edition) -> None:
    officer = User.objects.get(email="naree@dga.example")
    _screen(officer)
    round_ = qualifying.play(edition, JUDGES, _interests(), by=officer)
    for judge in round_.judges.current().select_related("user"):
        _judge_some(judge)
    _ask(round_)


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


def _interests() -> dict[str, dict[UUID, Interest]]:
    """One judge advised one of the organisations."""
    interest = Interest(Conflict.Kind.HELPED, "เคยเป็นที่ปรึกษาของผลงานนี้")
    return {JUDGES[2]: {entry_of(WORKS[-1]).pk: interest}}


def _ask(round_: Round) -> None:
    """A judge asks about an entry; no officer has answered yet."""
    own = Sheet.objects.in_round(round_).filter(assignment__judge__user__email=JUDGES[0])
    sheet = own.unsigned().order_by("assignment__entry__number").last()
    inquiring.ask(sheet, QUESTION, by=sheet.assignment.judge.user, at=SIGNED)


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
