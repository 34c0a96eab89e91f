"""Fills a new portal with a panel in full swing, for `tests.bench.desk`.

`python -m tests.bench.panels ENTRIES` runs with the portal's settings and prints one JudgeAtWork a
line. One entry is written and submitted by the verbs that people use; the others are copies.
"""

import itertools
import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import uuid4

SHEETS_A_JUDGE = 40  # what a judge is asked to read in an afternoon or two
JUDGES_AN_ENTRY = 3
SIGNED_SHARE = 2  # every second sheet is signed
KEPT = 50  # judges who are called on


@dataclass(frozen=True)
class JudgeAtWork:
    """One signed-in judge, and the sheets that still can be changed."""

    person: str
    session: str
    csrf: str
    sheets: list[str]


def main() -> None:
    import django

    django.setup()
    for judge in seed(int(sys.argv[1])):
        print(json.dumps(asdict(judge)))


def seed(count: int) -> list[JudgeAtWork]:
    from django.db import transaction

    with transaction.atomic():
        submissions = _submissions(count)
        round_ = _open_round()
        judges = _judges(round_, -(-count * JUDGES_AN_ENTRY // SHEETS_A_JUDGE))
        sheets = _sheets(round_, judges, submissions)
        return _signed_in(judges[:KEPT], sheets)


def _submissions(count: int) -> list:
    """The submission of a whole entry, and copies of entry, paper and submission."""
    from contest_portal import clock
    from contest_portal.documents.numbers import new_number
    from submissions.models import Entry, Status, Submission
    from submissions.sending import workflow
    from tests.load import seeding

    written = Entry.objects.get(pk=seeding.seed(1, "complete")[0].entry)
    first = workflow.submit(written, by=written.started_by, at=clock.now(), key="first")
    Entry.objects.filter(pk=written.pk).update(status=Status.ELIGIBLE)
    pattern, papers = Entry.objects.get(pk=written.pk), type(first.document)
    entries = [seeding.copied(pattern, pk=uuid4(), number=new_number()) for _ in range(count - 1)]
    documents = [
        seeding.copied(first.document, pk=uuid4(), number=new_number(groups=3)) for _ in entries
    ]
    copies = [
        seeding.copied(first, pk=uuid4(), entry=entry, document=document)
        for entry, document in zip(entries, documents, strict=True)
    ]
    for model, rows in ((Entry, entries), (papers, documents), (Submission, copies)):
        model.objects.bulk_create(rows, batch_size=2000)
    return [first, *copies]


def _open_round():
    from contest_portal import clock
    from judging.models import Round

    now = clock.now()
    window = {"opens_at": now - timedelta(days=5), "closes_at": now + timedelta(days=5)}
    Round.objects.update(**window)
    return Round.objects.get()


def _judges(round_, count: int) -> list:
    from allauth.mfa.models import Authenticator

    from contest_portal.accounts.models import Appointment, User
    from contest_portal.accounts.roles import Role
    from judging.models import Judge

    people = User.objects.bulk_create(
        User(email=f"judge-{number}@judges.example", name=f"กรรมการ {number}", password="!")
        for number in range(count)
    )
    slug = round_.edition.slug
    Appointment.objects.bulk_create(
        Appointment(user=person, role=Role.JUDGE, edition_slug=slug) for person in people
    )
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={}) for person in people
    )
    at = round_.opens_at
    return Judge.objects.bulk_create(
        Judge(round=round_, user=person, invited_at=at, accepted_at=at, undertook_at=at)
        for person in people
    )


def _sheets(round_, judges: list, submissions: list) -> list:
    from judging.models import Assignment, Mark, Sheet

    at = round_.opens_at
    seats = [each for each in submissions for _seat in range(JUDGES_AN_ENTRY)]
    assignments = Assignment.objects.bulk_create(
        [
            Assignment(
                judge=judges[seat % len(judges)], entry_id=submission.entry_id,
                submission=submission, assigned_by=judges[0].user, assigned_at=at,
            )
            for seat, submission in enumerate(seats)
        ],
        batch_size=2000,
    )  # fmt: skip
    sheets = Sheet.objects.bulk_create(
        [
            Sheet(assignment=each, saved_at=at, signed_at=None if number % SIGNED_SHARE else at)
            for each, number in zip(assignments, _of_each_judge(len(judges)), strict=False)
        ],
        batch_size=2000,
    )
    criteria = list(round_.criteria.all())
    Mark.objects.bulk_create(
        [Mark(sheet=sheet, criterion=each, value=5) for sheet in sheets for each in criteria],
        batch_size=2000,
    )
    return sheets


def _of_each_judge(judges: int):
    """0 for everybody's first sheet, 1 for everybody's second, …"""
    return (seat // judges for seat in itertools.count())


def _signed_in(judges: list, sheets: list) -> list[JudgeAtWork]:
    from tests.load import seeding

    own: dict = {judge.pk: [] for judge in judges}
    for sheet in sheets:
        if sheet.signed_at is None and sheet.assignment.judge_id in own:
            own[sheet.assignment.judge_id].append(str(sheet.pk))
    sessions = seeding.sessions_of([judge.user for judge in judges], proved_twice=True)
    return [
        JudgeAtWork(str(judge.user_id), session, csrf, own[judge.pk])
        for judge, (session, csrf) in zip(judges, sessions, strict=True)
    ]


if __name__ == "__main__":
    main()
