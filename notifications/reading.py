"""What officers read: how far each letter and each province is. From the tables only."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet

from contest_portal import clock
from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Permission, Role
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province
from submissions.models import Entry, Status

from . import standing
from .models import Acknowledgement, Circular, Heartbeat, Message, Recipient

RECEIVED = (Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE, Status.INELIGIBLE)
SILENT_AFTER = timedelta(seconds=120)


def latest_circular(edition: Edition) -> Circular | None:
    """The letter that went out last, without its original."""
    sent = edition.circulars.filter(status__in=Circular.OUT).order_by("-released_at")
    return sent.defer("original").first()


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
        circular.recipients.select_related("province", "acknowledgement")
        .prefetch_related(Prefetch("messages", queryset=mails))
        .order_by("province__sort_key")
    )


@dataclass
class Tally:
    """Numbers of one province, or of all of them."""

    laos: int = 0
    told: int = 0
    registered: int = 0
    drafting: int = 0
    submitted: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        for name, number in vars(other).items():
            setattr(self, name, getattr(self, name) + number)
        return self


@dataclass
class ProvinceRow:
    province: Province
    copy: Recipient | None
    standing: standing.Standing
    tally: Tally

    @property
    def is_forwarded(self) -> bool:
        """The province said so, or named an LAO that it told."""
        answer = standing.answer_of(self.copy)
        said = answer is not None and answer.answer == Acknowledgement.Answer.FORWARDED
        return said or self.tally.told > 0

    @property
    def mail(self) -> Message | None:
        return standing.letter_mail(self.copy)


def province_rows(
    edition: Edition, circular: Circular | None, user: User, *, at: datetime
) -> list[ProvinceRow]:
    """One row a province that the person may see; those to be followed up come first."""
    copies = {copy.province_id: copy for copy in copies_of(circular)} if circular else {}
    tallies = _tallies(edition, circular)
    rows = [
        ProvinceRow(
            province,
            copies.get(province.pk),
            standing.of(province, copies.get(province.pk), at=at),
            tallies[province.pk],
        )
        for province in provinces_of(user)
    ]
    return sorted(rows, key=lambda row: (row.standing.rank, row.province.sort_key))


def total_of(rows: list[ProvinceRow]) -> Tally:
    """Bangkok stays outside: its governor gets no letter."""
    total = Tally()
    for row in rows:
        if row.province.has_governor:
            total += row.tally
    return total


def _tallies(edition: Edition, circular: Circular | None) -> dict[str, Tally]:
    """By province: its LAOs, those it told of the circular, those with a verified person, and the
    entries of the edition."""
    registered = Q(memberships__in=Membership.objects.verified())
    laos = LAO.objects.in_register().order_by().values("province")
    told = Q(tellings__recipient__circular=circular) if circular else Q(pk=None)
    laos = laos.annotate(
        laos=Count("id", distinct=True),
        told=Count("id", distinct=True, filter=told),
        registered=Count("id", distinct=True, filter=registered),
    )
    entries = Entry.objects.in_edition(edition).order_by().values(province=F("lao__province"))
    entries = entries.annotate(
        drafting=Count("id", filter=Q(status=Status.DRAFT)),
        submitted=Count("id", filter=Q(status__in=RECEIVED)),
    )
    tallies: dict[str, Tally] = defaultdict(Tally)
    for numbers in (*laos, *entries):
        tallies[numbers.pop("province")] += Tally(**numbers)
    return tallies


def totals_of_copies(copies: list[Recipient]) -> list[tuple[str, int]]:
    """How many letters are in which state, in words; together they are all letters."""
    counts = Counter(standing.mail_group(standing.letter_mail(copy)) for copy in copies)
    return [(group.label, counts[group]) for group in standing.Group if counts[group]]


def mail_machinery_is_silent() -> bool:
    """Whether no worker has shown a sign of life for two minutes."""
    last = Heartbeat.objects.filter(part="worker").first()
    return last is None or clock.machine_now() - last.at > SILENT_AFTER
