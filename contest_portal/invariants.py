"""What must hold of the rows at any moment, whatever happened. Each rule finds those that break it.

Run by `manage.py check_invariants` in production, and by tests after whatever they did.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from contest_portal.accounts.models import Membership
from contest_portal.audit import Action
from contest_portal.audit.models import AuditEvent
from contest_portal.documents.models import Document
from notifications.models import Attempt, Message
from submissions.models import (
    Answer,
    AnswerVersion,
    Entry,
    Extension,
    ScreeningCheck,
    SendBack,
    Status,
    Submission,
)
from submissions.querysets import EVERYONE
from submissions.sending.steps import STEPS

SHOWN = 5  # names of offenders told of one rule

STEP_OF_ACTION = {step.action: step for step in STEPS.values() if step.action}
# The portal itself sends back what turned out to be unusable, also where somebody waits already.
RETURNABLE = {Status.SUBMITTED, Status.ELIGIBLE, Status.RETURNED}
NEVER_SENT = (Status.DRAFT,)
FINDINGS = {Status.ELIGIBLE: True, Status.INELIGIBLE: False}


@dataclass(frozen=True)
class Broken:
    """One rule that does not hold: how many things break it, and the names of some."""

    rule: str
    count: int
    names: list[str]

    def __str__(self) -> str:
        more = ", …" if self.count > len(self.names) else ""
        return f"{self.rule}: {self.count} ({', '.join(self.names)}{more})"


def broken() -> list[Broken]:
    """The rules that do not hold now; [] when all is well."""
    found = ((rule, list(map(str, offenders()))) for rule, offenders in RULES.items())
    return [Broken(rule, len(names), names[:SHOWN]) for rule, names in found if names]


def altered_documents() -> Iterator[Document]:
    return (paper for paper in Document.objects.order_by("pk").iterator() if not paper.is_intact)


def receipts_of_another_submission() -> Iterator[Submission]:
    """The paper names the entry and the arrival that its row has."""
    rows = Submission.objects.select_related("document", "entry")
    return (row for row in rows.order_by("pk").iterator() if not _tells(row))


def _tells(row: Submission) -> bool:
    paper = row.document.snapshot
    arrived = datetime.fromisoformat(paper["arrived_at"])
    return (paper["entry"], arrived) == (row.entry.number, row.arrived_at)


def out_of_time() -> QuerySet[Submission]:
    """Arrived before the opening, or at or after the latest end that was ever given to it."""
    closing = F("entry__edition__closes_at")
    given = Extension.objects.approved().filter(
        Q(entry=OuterRef("entry"))
        | Q(lao=OuterRef("entry__lao"))
        | Q(amphoe=OuterRef("entry__lao__amphoe"))
        | Q(province=OuterRef("entry__lao__province"))
        | EVERYONE,
        edition=OuterRef("entry__edition"),
    )
    asked = SendBack.objects.filter(entry=OuterRef("entry"), sent_at__lte=OuterRef("arrived_at"))
    latest = Greatest(closing, _latest(given, "until", closing), _latest(asked, "due_at", closing))
    late = Q(arrived_at__gte=F("latest")) | Q(arrived_at__lt=F("entry__edition__opens_at"))
    return Submission.objects.annotate(latest=latest).filter(late)


def _latest(rows: QuerySet, column: str, otherwise: F) -> Coalesce:
    return Coalesce(Subquery(rows.order_by(f"-{column}").values(column)[:1]), otherwise)


def sent_or_not() -> QuerySet[Entry]:
    """A draft was never submitted; what an office sees was. Only a withdrawn one may be either."""
    sent = Exists(Submission.objects.filter(entry=OuterRef("pk")))
    others = (*NEVER_SENT, Status.WITHDRAWN)
    return Entry.objects.filter(
        Q(sent, status__in=NEVER_SENT) | Q(~sent) & ~Q(status__in=others)
    ).distinct()


def returned_without_a_question() -> QuerySet[Entry]:
    """An entry is sent back exactly while a send-back waits for its answer."""
    waiting = Exists(SendBack.objects.filter(entry=OuterRef("pk"), answered_at=None))
    return Entry.objects.filter(
        Q(~waiting, status=Status.RETURNED)
        | Q(waiting) & ~Q(status__in=(Status.RETURNED, Status.WITHDRAWN))
    )


def findings_about_nothing() -> Iterator[Entry]:
    """A finding that stands is about the version that arrived last."""
    for entry in Entry.objects.filter(status__in=FINDINGS).iterator():
        checks = ScreeningCheck.objects.filter(submission=entry.last_submission, reopened_at=None)
        last = checks.last()
        if last is None or last.eligible != FINDINGS[Status(entry.status)]:
            yield entry


def unrecorded_submissions() -> list[str]:
    """One event for each submission and no more."""
    return _counted(Entry.objects.all(), Action.ENTRY_SUBMITTED, Count("submissions"))


def unrecorded_beginnings() -> list[str]:
    return _counted(Entry.objects.all(), Action.ENTRY_STARTED, Count("pk", distinct=True))


def _counted(entries: QuerySet[Entry], action: Action, expected: Count) -> list[str]:
    numbers = entries.annotate(expected=expected).values_list("pk", "number", "expected")
    told = dict(
        AuditEvent.objects.filter(action=action, subject_type="submissions.entry")
        .order_by()
        .values_list("subject_id")
        .annotate(Count("pk"))
    )
    return [number for key, number, count in numbers if told.get(str(key), 0) != count]


def impossible_lives() -> Iterator[str]:
    """Each step of an entry began where the one before it ended, and the last is its status."""
    taken: dict[str, list[AuditEvent]] = {}
    events = AuditEvent.objects.filter(
        subject_type="submissions.entry", action__in=STEP_OF_ACTION
    ).order_by("id")
    for event in events.iterator():
        taken.setdefault(event.subject_id, []).append(event)
    for key, number, status in Entry.objects.values_list("pk", "number", "status"):
        if not _is_possible(taken.get(str(key), []), status):
            yield number


def _is_possible(events: list[AuditEvent], status: str) -> bool:
    stations = [Status.DRAFT, *(_target(event) for event in events)]
    began = [event.facts.get("from") for event in events]
    return (
        stations[-1] == status
        and began == stations[:-1]
        and all(began_at in _sources(event) for began_at, event in zip(began, events, strict=True))
    )


def _target(event: AuditEvent) -> str | None:
    return STEP_OF_ACTION[Action(event.action)].target


def _sources(event: AuditEvent) -> Iterable[str]:
    if event.action == Action.ENTRY_RETURNED:
        return RETURNABLE
    return STEP_OF_ACTION[Action(event.action)].sources


def lost_words() -> QuerySet[Answer]:
    """The present answer is the newest version that was taken, and every version is there."""
    versions = AnswerVersion.objects.filter(
        entry=OuterRef("entry"), field=OuterRef("field"), taken=True
    ).order_by()
    newest = versions.filter(version=OuterRef("version"), value=OuterRef("value"))
    kept = versions.values("entry").annotate(number=Count("pk")).values("number")
    rows = Answer.objects.annotate(
        kept=Coalesce(Subquery(kept, output_field=IntegerField()), 0), same=Exists(newest)
    )
    return rows.filter(Q(same=False) | ~Q(kept=F("version")))


def unclaimed_receipts() -> list[str]:
    """A submission and the mail about it are committed together."""
    owed = Message.objects.filter(kind="receipt").values_list("dedupe_key", flat=True)
    told = {key.split(":")[1] for key in owed.iterator()}
    numbers = Submission.objects.filter(entry__lao__memberships__in=_active_members()).values_list(
        "document__number", flat=True
    )
    return sorted(set(numbers) - told)


def _active_members() -> QuerySet:
    return Membership.objects.verified().filter(
        user__is_active=True, verified_at__lte=OuterRef("recorded_at")
    )


def mails_sent_without_a_try() -> QuerySet[Message]:
    tried = Exists(Attempt.objects.filter(message=OuterRef("pk"), code=250))
    return Message.objects.filter(~tried, state=Message.State.SENT)


RULES: dict[str, Callable[[], Iterable[object]]] = {
    "papers whose text was changed after they were issued": altered_documents,
    "receipts that tell of another entry or arrival than their submission": (
        receipts_of_another_submission
    ),
    "submissions that were accepted out of time": out_of_time,
    "entries whose status denies or invents a submission": sent_or_not,
    "entries sent back without a question, or with one although they are not": (
        returned_without_a_question
    ),
    "entries found eligible or not without a finding about the last version": (
        findings_about_nothing
    ),
    "entries with more or fewer submissions than recorded events": unrecorded_submissions,
    "entries whose beginning is not recorded once": unrecorded_beginnings,
    "entries whose recorded steps do not lead to their status": impossible_lives,
    "answers that are not the newest of their versions": lost_words,
    "submissions that owe a mail to nobody": unclaimed_receipts,
    "mails that were sent without a try": mails_sent_without_a_try,
}
