"""More sheets for one judge of the demonstration: copies of an entry, with titles of their own.

Run as a program with a portal's environment: `python -m tests.browser.afternoon EMAIL COUNT` makes
the judge's open sheets so many.
"""

import sys
from uuid import uuid4


def add(email: str, wanted: int) -> None:
    import django

    django.setup()
    from contest_portal.documents.models import Document
    from contest_portal.documents.numbers import new_number
    from judging.models import Assignment, Judge, Sheet
    from submissions.models import Entry, Submission
    from tests.load.seeding import copied

    judge = Judge.objects.get(user__email=email, round__kind="scored")
    own = Sheet.objects.visible_to(judge.user).in_round(judge.round)
    pattern = own.select_related("assignment__submission__document__submission__entry")[0]
    submission = pattern.assignment.submission
    for number in range(wanted - own.unsigned().count()):
        entry = copied(submission.entry, pk=uuid4(), number=new_number())
        paper = copied(submission.document, pk=uuid4(), number=new_number(groups=3))
        paper.snapshot = {**paper.snapshot, "entry": entry.number}
        copy = copied(submission, pk=uuid4(), entry=entry, document=paper, key=f"copy-{number}")
        assignment = Assignment(
            judge=judge, entry=entry, submission=copy,
            assigned_by=pattern.assignment.assigned_by, assigned_at=pattern.assignment.assigned_at,
        )  # fmt: skip
        for model, row in ((Entry, entry), (Document, paper), (Submission, copy)):
            model.objects.bulk_create([row])
        assignment.save()
        Sheet.objects.create(assignment=assignment)


if __name__ == "__main__":
    add(sys.argv[1], int(sys.argv[2]))
