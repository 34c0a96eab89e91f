"""Until when an entry may be submitted: the edition's deadline, extensions, and its own clock.

Written once in Python and once in SQL (`Entry.objects.open_at`), tested together.
"""

from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from .models import Entry, Extension, SendBack, Status


def closing_instant(entry: Entry) -> datetime:
    """The first instant that is too late for this entry. No rule ever takes time away."""
    instants = [
        entry.edition.closes_at,
        Extension.objects.longest(entry),
        _own_clock(entry) if entry.status == Status.RETURNED else None,
    ]
    return max(instant for instant in instants if instant)


def _own_clock(entry: Entry) -> datetime | None:
    """Until when an entry that was sent back may be answered."""
    waiting = entry.send_backs.filter(answered_at=None).order_by("-due_at")
    return waiting.values_list("due_at", flat=True).first()


def closing_expression() -> Greatest:
    """`closing_instant` as an expression over entries.

    Every part falls back to the edition's deadline: GREATEST of a NULL is NULL on SQLite only.
    """
    deadline = F("edition__closes_at")
    extensions = Extension.objects.filter(
        Q(entry=OuterRef("pk"))
        | Q(lao=OuterRef("lao"))
        | Q(province=OuterRef("lao__province"))
        | Q(entry=None, lao=None, province=None),
        edition=OuterRef("edition"),
    )
    send_backs = SendBack.objects.filter(
        entry=OuterRef("pk"), entry__status=Status.RETURNED, answered_at=None
    )
    return Greatest(
        deadline,
        Coalesce(Subquery(extensions.order_by("-until").values("until")[:1]), deadline),
        Coalesce(Subquery(send_backs.order_by("-due_at").values("due_at")[:1]), deadline),
    )
