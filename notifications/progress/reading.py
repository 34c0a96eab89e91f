"""What officers read of a circular: its copies, their mails and answers. From the tables only."""

from collections import Counter
from itertools import chain

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission, Role
from contest_portal.editions.models import Edition
from contest_portal.registry.models import Province
from notifications.letters import attaching
from notifications.models import Circular, Message, Recipient

from . import standing


def sent_circulars(edition: Edition) -> list[Circular]:
    """The letters that went out, without their originals, the last one first."""
    sent = edition.circulars.filter(status__in=Circular.OUT).order_by("-released_at")
    return list(sent.defer("original"))


def followed(circulars: list[Circular], chosen: str = "") -> Circular | None:
    """The chosen one; else the last that went to every province, so that a letter to a few does
    not make the others look forgotten."""
    by_choice = (each for each in circulars if str(each.pk) == chosen)
    to_all = (each for each in circulars if not each.regions and not each.silent_on_id)
    return next(chain(by_choice, to_all, circulars), None)


def provinces_of(user: User) -> QuerySet[Province]:
    """All 77 for those who send circulars, their own for provincial officers."""
    if user.may(Permission.PREPARE_CIRCULAR):
        return Province.objects.all()
    offices = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
    return Province.objects.filter(pk__in=offices.values("province"))


def copies_of(circular: Circular) -> QuerySet[Recipient]:
    """Every province's copy in Thai order, with its answer and its mails."""
    mails = Message.objects.order_by("queued_at").defer("text", "html")
    return (
        circular.recipients.provinces()
        .select_related("province", "acknowledgement")
        .prefetch_related(Prefetch("messages", queryset=mails))
        .order_by("province__sort_key")
    )


def totals_of_copies(copies: list[Recipient]) -> list[tuple[str, int]]:
    """How many letters are in which state, in words; together they are all letters."""
    counts = Counter(standing.mail_group(standing.letter_mail(copy)) for copy in copies)
    return [(group.label, counts[group]) for group in standing.Group if counts[group]]


def totals_of_lao_copies(circular: Circular) -> list[tuple[str, int]]:
    """How many copies to LAOs are in which state, in words, and how many were acknowledged."""
    copies = circular.recipients.laos()
    mails = Message.objects.filter(recipient__in=copies, kind=attaching.LAO_COPY)
    counts: Counter[standing.Group] = Counter()
    for state, count in mails.values_list("state").annotate(Count("pk")):
        counts[standing.GROUP_OF_STATE[state]] += count
    found = [(group.label, counts[group]) for group in standing.Group if counts[group]]
    answered = copies.exclude(acknowledgement=None).count()
    return [*found, (_("Acknowledged"), answered)] if found else []


def lao_copies_not_arrived(circular: Circular) -> QuerySet[Recipient]:
    """Copies of LAOs the last mail of which came back or could not be sent, in the register's
    order: each is a task, to correct the address."""
    last = Message.objects.filter(recipient=OuterRef("pk")).order_by("-queued_at")
    copies = circular.recipients.laos().annotate(last_state=Subquery(last.values("state")[:1]))
    failed = copies.filter(last_state__in=standing.NOT_ARRIVED, acknowledgement=None)
    return failed.select_related("lao", "province").order_by(
        "province__sort_key", "lao__sort_key", "pk"
    )
