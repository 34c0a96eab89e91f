"""The page of one entry on the officers' desk: what it shows beside what was sent."""

from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contest_portal import clock
from contest_portal.accounts.roles import Permission
from submissions import timeline
from submissions.models import Entry, ScreeningCriterion, SimilarPair, Submission
from submissions.screening import desk, evidence, sendbacks
from submissions.screening.forms import ChecklistForm, ScreeningForm
from submissions.sending import receipts, versions, workflow
from submissions.writing import content

from .finding import page_of

PAIR_RELATED = (
    "first__lao__province", "first__lao__amphoe", "second__lao__province", "second__lao__amphoe",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A criterion with its evidence, its two controls, and what was answered before."""

    criterion: ScreeningCriterion
    shown: list[evidence.Shown]
    answer: BoundField
    note: BoundField


def page(request: HttpRequest, entry: Entry, last: Submission | None, form: ScreeningForm,
         checklist: ChecklistForm) -> HttpResponse:  # fmt: skip
    """An entry that was never submitted shows how far it is, not what it says."""
    by, at = request.user, clock.arrived_at(request)
    holder = desk.holder_of(entry)
    pairs = list(SimilarPair.objects.about(entry).open().prefetch_related(*PAIR_RELATED))
    facts = {
        "last": last,
        "snapshot": last.document.snapshot if last else None,
        "files": receipts.files_of(last, reader=by) if last else [],
        "parts": [] if last else content.read(entry),
        "form": form,
        "rows": checklist_rows(checklist, evidence.Subject(entry, last, pairs)) if last else [],
        "why_not": workflow.why_not(entry, "find_eligible", by=by, at=at),
        "why_not_reopen": workflow.why_not(entry, "reopen", by=by, at=at),
        "may_screen": by.may(Permission.SCREEN_ENTRY),
        "may_extend": by.may(Permission.EXTEND_DEADLINE),
        "holder": holder,
        "is_mine": holder == by,
        "pairs": [(pair, pair.other_than(entry)) for pair in pairs],
        "findings": last.screenings.select_related("screened_by", "reopened_by") if last else [],
        "events": timeline.of(entry),
        **_send_backs(entry, last),
    }
    return render(request, "submissions/screening.html", page_of(entry, **facts))


def checklist_rows(checklist: ChecklistForm, subject: evidence.Subject) -> list[Row]:
    return [
        Row(
            criterion,
            evidence.of(criterion, subject),
            checklist[f"answer-{criterion.pk}"],
            checklist[f"note-{criterion.pk}"],
        )
        for criterion in checklist.criteria
    ]


def first_answers(entry: Entry, last: Submission | None) -> dict[str, str]:
    """What stands in the checklist: this version's marks; where one is missing, those of the
    version before whose evidence says the same."""
    if last is None:
        return {}
    found = _marked(last)
    before = entry.submissions.exclude(pk=last.pk).select_related("document").last()
    if before is None:
        return found
    for criterion in entry.edition.screening_criteria.all():
        if _same_evidence(criterion, entry, before, last):
            found = _marked(before, criterion) | found
    return found


def _same_evidence(criterion: ScreeningCriterion, entry: Entry, one: Submission,
                   other: Submission) -> bool:  # fmt: skip
    sides = (evidence.Subject(entry, version, []) for version in (one, other))
    first, second = (evidence.of(criterion, side) for side in sides)
    return first == second


def _marked(submission: Submission, criterion: ScreeningCriterion | None = None) -> dict[str, str]:
    marks = submission.screening_marks.all()
    if criterion:
        marks = marks.filter(criterion=criterion)
    found: dict[str, str] = {}
    for mark in marks:
        found[f"answer-{mark.criterion_id}"] = mark.answer
        found[f"note-{mark.criterion_id}"] = mark.note
    return found


def _send_backs(entry: Entry, last: Submission | None) -> dict:
    """What the office waits for, or the answer that came back, beside what was there before."""
    waiting = sendbacks.waiting(entry)
    answered = entry.send_backs.filter(answer=last).select_related("about__document").first()
    about = answered.about if answered and last else None
    shown = waiting or answered
    return {
        "waiting": waiting,
        "is_overdue": bool(waiting) and waiting.due_at <= clock.now(),
        "asked_questions": shown.questions.select_related("field__section") if shown else [],
        "answered": answered if last else None,
        "changes": versions.changes(about, last) if about else [],
        "first_arrived_at": sendbacks.first_arrival(entry),
    }
