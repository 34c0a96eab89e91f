"""Until when an entry may be submitted: the edition's deadline, extensions, and its own clock.

Written once in Python and once in SQL (`Entry.objects.open_at`), tested together.
"""

from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO
from submissions.models import Entry, Extension, SendBack, Status
from submissions.querysets import EVERYONE, ExtensionQuerySet


def closing_instant(entry: Entry) -> datetime:
    """The first instant that is too late for this entry. No rule ever takes time away."""
    instants = [
        entry.edition.closes_at,
        Extension.objects.applying_to(entry).longest(),
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
    extensions = Extension.objects.approved().filter(
        Q(entry=OuterRef("pk"))
        | Q(lao=OuterRef("lao"))
        | Q(amphoe=OuterRef("lao__amphoe"))
        | Q(province=OuterRef("lao__province"))
        | EVERYONE,
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


def closing_for_everyone(edition: Edition) -> datetime:
    """What the front page says: the deadline that nobody's is before."""
    return _at_least(edition, edition.extensions.approved().for_everyone())


def closing_for(user: User, edition: Edition) -> datetime:
    """The latest deadline of anything that a person works on."""
    return _at_least(edition, edition.extensions.concerning(user))


def _at_least(edition: Edition, extensions: ExtensionQuerySet) -> datetime:
    return max(edition.closes_at, extensions.longest() or edition.closes_at)


def laos_of(extension: Extension) -> QuerySet[LAO]:
    """The organisations that an extension gives time to."""
    if extension.entry:
        return LAO.objects.filter(pk=extension.entry.lao_id)
    if extension.lao_id:
        return LAO.objects.filter(pk=extension.lao_id)
    within = LAO.objects.in_register()
    if extension.amphoe_id:
        return within.filter(amphoe=extension.amphoe_id)
    return within.filter(province=extension.province_id) if extension.province_id else within


def whom(extension: Extension) -> str:
    """Who gets more time, in words that anybody may read: an entry is told by its organisation."""
    if extension.entry:
        return _("One entry of %(lao)s") % {"lao": _named(extension.entry.lao)}
    if extension.lao:
        return _named(extension.lao)
    if extension.amphoe:
        names = {"district": extension.amphoe.name, "province": extension.amphoe.province.name}
        return _("Every organisation in the district of %(district)s, %(province)s") % names
    if extension.province:
        return _("Every organisation in %(province)s") % {"province": extension.province.name}
    return _("Everyone")


def _named(lao: LAO) -> str:
    return f"{lao.display_name} {lao.place}"
