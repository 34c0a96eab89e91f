"""The officers' queue: which entries it shows, and in which order they need somebody."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from contest_portal.accounts.models import User
from submissions.models import (
    DueFile,
    Entry,
    ScreeningMark,
    SendBack,
    SimilarPair,
    Status,
    Submission,
)

# Who waits for an officer first, who waits for nobody last.
ORDER = (
    Status.SUBMITTED, Status.RETURNED, Status.DRAFT, Status.ELIGIBLE, Status.INELIGIBLE,
    Status.WITHDRAWN,
)  # fmt: skip


def overdue(at: datetime) -> Q:
    """Sent back, and the day to answer by is over."""
    open_ones = SendBack.objects.filter(entry=OuterRef("pk"), answered_at=None)
    waiting = ~Exists(open_ones.filter(due_at__gt=at))
    return Q(status=Status.RETURNED) & Q(Exists(open_ones)) & Q(waiting)


def _answered(at: datetime) -> Q:
    answers = SendBack.objects.filter(entry=OuterRef("pk")).exclude(answer=None)
    return Q(status=Status.SUBMITTED) & Q(Exists(answers))


def _late_files(at: datetime) -> Q:
    return Q(Exists(DueFile.objects.waiting().filter(submission__entry=OuterRef("pk"))))


def _similar(at: datetime) -> Q:
    pairs = SimilarPair.objects.open()
    found = pairs.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    return Q(Exists(found))


def _doubtful(at: datetime) -> Q:
    return Q(Exists(Submission.objects.filter(entry=OuterRef("pk"), arrival_doubtful=True)))


SHOW: dict[str, Callable[[datetime], Q]] = {
    "overdue": overdue,
    "answered": _answered,
    "late_files": _late_files,
    "similar": _similar,
    "doubtful": _doubtful,
}


def chosen(entries: QuerySet[Entry], wanted: dict, *, by: User, at: datetime) -> QuerySet[Entry]:
    """The entries that the filters leave; `wanted` is what `FilterForm` read."""
    plain = {"status": "status", "province": "lao__province", "kind": "lao__kind"}
    for name, column in {**plain, "category": "category"}.items():
        if name in wanted:
            entries = entries.filter(**{column: wanted[name]})
    if "show" in wanted:
        entries = entries.filter(SHOW[wanted["show"]](at))
    if wanted.get("desk") == "mine":
        entries = entries.filter(screener__officer=by)
    elif wanted.get("desk") == "nobody":
        entries = entries.filter(screener=None)
    return entries


def ordered(entries: QuerySet[Entry], *, at: datetime) -> QuerySet[Entry]:
    """Overdue answers first, then who waits for an officer, the earliest arrival on top.

    Adds `rank` (-1 where an answer is overdue), `first_arrived_at` (an answer never comes later
    than its entry), `is_similar`, `files_due`, `due_at` and `marks` (criteria answered about the
    version that counts).
    """
    rank = Case(
        When(overdue(at), then=Value(-1)),
        *(When(status=status, then=Value(place)) for place, status in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    related = entries.select_related(
        "lao__province", "lao__amphoe", "category", "screener__officer"
    )
    shown = related.with_last_submission().with_progress()
    shown = shown.annotate(
        rank=rank,
        is_similar=Exists(_pairs()),
        files_due=Exists(DueFile.objects.waiting().filter(submission__entry=OuterRef("pk"))),
        due_at=Subquery(_open_send_backs().order_by("-due_at").values("due_at")[:1]),
        first_arrived_at=Coalesce(Subquery(_first_arrival()), "arrived_at"),
        marks=Coalesce(Subquery(_marks()), 0),
    )
    return shown.order_by("rank", "first_arrived_at", "started_at", "pk")


def _pairs():
    pairs = SimilarPair.objects.open()
    return pairs.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))


def _open_send_backs():
    return SendBack.objects.filter(entry=OuterRef("pk"), answered_at=None)


def _first_arrival():
    about = SendBack.objects.filter(entry=OuterRef("pk")).exclude(about=None).order_by()
    return about.values("entry").annotate(first=Min("about__arrived_at")).values("first")


def _marks():
    counting = Submission.objects.counting()
    marks = ScreeningMark.objects.filter(submission__entry=OuterRef("pk"), submission__in=counting)
    counted = marks.order_by().values("submission__entry").annotate(number=Count("pk"))
    return counted.values("number")[:1]
