"""Entries with a submission, rounds, judges and sheets, made by hand."""

import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Role
from contest_portal.documents.models import Document, Kind
from contest_portal.editions.models import Edition
from judging.models import Assignment, Criterion, Judge, Level, Mark, Round, Sheet
from submissions.models import Entry, Status, Submission
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_lao, make_user

JUDGING = DEADLINE + timedelta(days=10)
WEIGHTS = {"real_use": 50, "model": 30, "innovation": 20}

_count = itertools.count(1)


def make_round(edition: Edition | None = None, *, weights: Mapping[str, int] = WEIGHTS,
               **fields) -> Round:  # fmt: skip
    edition = edition or make_edition()
    facts = {
        "name_th": "รอบตัดสิน", "opens_at": edition.judging_opens_at,
        "closes_at": edition.judging_closes_at, **fields,
    }  # fmt: skip
    round_ = Round.objects.create(edition=edition, **facts)
    for order, (key, weight) in enumerate(weights.items(), start=1):
        criterion = Criterion.objects.create(
            round=round_, key=key, title_th=f"เกณฑ์ {key}", weight=weight, order=order
        )
        Level.objects.create(criterion=criterion, lowest_mark=0, words_th="ยังไม่เห็นผล")
        Level.objects.create(criterion=criterion, lowest_mark=7, words_th="เห็นผลชัด")
    return round_


def make_entry(edition: Edition, *, status: str = Status.ELIGIBLE, title: str = "", **fields):
    """An entry with one submission, as screening leaves it."""
    facts = {
        "lao": fields.pop("lao", None) or make_lao(), "started_at": WORKING_DAY,
        "started_by": fields.pop("started_by", None) or make_user(), **fields,
    }  # fmt: skip
    category = edition.categories.first()
    entry = Entry.objects.create(edition=edition, category=category, status=status, **facts)
    make_submission(entry, title=title or f"ผลงาน {entry.number}")
    return entry


def make_submission(
    entry: Entry, *, title: str, files: tuple = (), said: Mapping[str, object] | None = None,
    arrived_at: datetime = WORKING_DAY,
) -> Submission:  # fmt: skip
    """`said` are more answers, by what they mean."""
    more = [
        {"section": "ข้อมูลผลงาน", "key": means, "means": means, "label": means, "type": "text",
         "value": value}
        for means, value in (said or {}).items()
    ]  # fmt: skip
    snapshot = {
        "entry": entry.number,
        "edition": entry.edition.slug,
        "category": {"key": entry.category.key, "name": entry.category.name_th},
        "lao": {
            "code": entry.lao.code, "name": entry.lao.name_th,
            "place": "อ.เมือง จ.ตัวอย่าง", "province": entry.lao.province_id,
        },
        "submitted_by": "ผู้ส่ง ตัวอย่าง",
        "arrived_at": WORKING_DAY.isoformat(),
        "answers": [
            {"section": "ข้อมูลผลงาน", "key": "title", "means": "title", "label": "ชื่อผลงาน",
             "type": "text", "value": title},
            {"section": "ข้อมูลผลงาน", "key": "since", "means": "in_use_since",
             "label": "เริ่มให้บริการจริงเมื่อ", "type": "date", "value": "2021-01-15"},
            {"section": "ผลลัพธ์", "key": "link", "means": "", "label": "ลิงก์ของบริการ",
             "type": "url", "value": "https://service.example/"},
            *more,
        ],
        "files": list(files),
    }  # fmt: skip
    return Submission.objects.create(
        entry=entry, document=Document.objects.issue(Kind.RECEIPT, snapshot),
        key=f"key{next(_count)}", content_digest="0" * 64, arrived_at=arrived_at,
        recorded_at=arrived_at, submitted_by=entry.started_by,
    )  # fmt: skip


def make_judge(round_: Round, user: User | None = None, **fields) -> Judge:
    """A judge who accepted, though without a letter."""
    judge = make_invited(round_, user, **fields)
    judge.accepted_at = judge.undertook_at = judge.invited_at
    judge.save(update_fields=["accepted_at", "undertook_at"])
    return judge


def make_invited(round_: Round, user: User | None = None, **fields) -> Judge:
    """A person who has not answered the invitation."""
    user = user or make_user(role=Role.JUDGE)
    invited = WORKING_DAY + timedelta(minutes=next(_count))
    return Judge.objects.create(round=round_, user=user, invited_at=invited, **fields)


def make_sheet(judge: Judge, entry: Entry, marks: Mapping[str, int | None] | None = None, *,
               signed: bool = False) -> Sheet:  # fmt: skip
    """A sheet with these marks; None stands for "cannot be assessed", a missing key for blank."""
    officer = make_user(role=Role.DLA_OFFICER)
    assignment = Assignment.objects.create(
        judge=judge, entry=entry, submission=entry.submissions.last(),
        assigned_by=officer, assigned_at=JUDGING,
    )  # fmt: skip
    sheet = Sheet.objects.create(
        assignment=assignment,
        saved_at=JUDGING if marks else None,
        signed_at=JUDGING if signed else None,
    )
    criteria = {each.key: each for each in judge.round.criteria.all()}
    for key, value in (marks or {}).items():
        Mark.objects.create(
            sheet=sheet, criterion=criteria[key], value=value, not_applicable=value is None
        )
    return sheet


def make_signed(round_: Round, entry: Entry, *sheets: Mapping[str, int | None]) -> list[Sheet]:
    """Signed sheets of as many judges, the first on the panel first."""
    judges = list(round_.judges.current())
    pairs = zip(judges, sheets, strict=False)
    return [make_sheet(judge, entry, marks, signed=True) for judge, marks in pairs]
