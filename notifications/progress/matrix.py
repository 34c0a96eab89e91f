"""The officers' matrix: a row a province, from the letter to the entries of its LAOs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from contest_portal.accounts.models import Membership
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province
from contest_portal.registry.querysets import is_in_register
from contest_portal.thai.bangkok import in_bangkok
from notifications.models import Acknowledgement, Circular, Forwarding, Message, Recipient
from submissions.models import Entry, Status

from . import lateness, plan, reading, standing

RECEIVED = (Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE, Status.INELIGIBLE)


@dataclass
class Tally:
    """Numbers of one province, or of all of them."""

    laos: int = 0
    told: int = 0
    registered: int = 0
    drafting: int = 0
    submitted: int = 0
    # LAOs, not entries: one may send several.
    entrants: int = 0
    entrants_told: int = 0
    drafters: int = 0  # with a draft and nothing sent
    told_open: int = 0  # told, with neither

    def __iadd__(self, other: "Tally") -> "Tally":
        for name, number in vars(other).items():
            setattr(self, name, getattr(self, name) + number)
        return self


@dataclass
class ProvinceRow:
    """One province: its copy of the circular, what it owes by the plan, and its numbers."""

    province: Province
    copy: Recipient | None
    tally: Tally
    owed: lateness.Owed | None = None
    before: int = 0  # LAOs that entered last time

    @property
    def standing_told(self) -> standing.Standing:
        """As the province itself is told."""
        return standing.of(self.province, self.copy, self.owed, doubts=False)

    @property
    def standing(self) -> standing.Standing:
        return standing.of(self.province, self.copy, self.owed)

    @property
    def answer(self) -> Acknowledgement | None:
        return standing.answer_of(self.copy)

    @property
    def is_forwarded(self) -> bool:
        """The province said so, or named an LAO that it told."""
        answer = self.answer
        said = answer is not None and answer.answer == Acknowledgement.Answer.FORWARDED
        return said or self.tally.told > 0

    @property
    def mail(self) -> Message | None:
        return standing.letter_mail(self.copy)

    @property
    def last_mail(self) -> Message | None:
        return standing.last_mail(self.copy)

    @property
    def urgency(self) -> tuple:
        """Sorts those first that need attention most, then those that are late longest."""
        late = self.owed.late if self.owed else 0
        return (self.standing.rank, -late, self.province.sort_key)


def province_rows(
    edition: Edition, circular: Circular | None, provinces: QuerySet[Province], *, at: datetime
) -> list[ProvinceRow]:
    """One row a province; those to be followed up come first. `at` is contest time."""
    counted = list(provinces.annotate(**_laos_counted(edition, circular)))
    copies = _copies_by_province(circular, counted)
    calendar = plan.calendar_of(circular)
    rows = [ProvinceRow(each, copies.get(each.pk), _tally_of(each)) for each in counted]
    _add_entries(edition, rows)
    for row in rows:
        row.owed = _owed(row, calendar, at)
    return sorted(rows, key=lambda row: row.urgency)


def _copies_by_province(
    circular: Circular | None, provinces: list[Province]
) -> dict[str, Recipient]:
    if circular is None:
        return {}
    copies = reading.copies_of(circular).filter(province__in=provinces)
    return {copy.province_id: copy for copy in copies}


def _owed(row: ProvinceRow, calendar: plan.Calendar | None, at: datetime) -> lateness.Owed | None:
    if row.copy is None or calendar is None:
        return None
    if row.copy.circular.status == Circular.Status.CANCELLED:
        return None
    tally = row.tally
    return lateness.owed(
        row.answer, calendar, forwarded=row.is_forwarded,
        told_all=0 < tally.laos <= tally.told, today=in_bangkok(at).date(),
    )  # fmt: skip


def total_of(rows: list[ProvinceRow]) -> Tally:
    """Bangkok stays outside: its governor gets no letter."""
    total = Tally()
    for row in rows:
        if row.province.has_governor:
            total += row.tally
    return total


def _laos_counted(edition: Edition, circular: Circular | None) -> dict[str, Count]:
    """What a province is asked about its LAOs, in the words of `Tally`."""
    steps = _steps("laos", edition, circular)
    told, drafting, entered = steps["is_told"], steps["is_drafting"], steps["is_entered"]
    wanted = {
        "laos": Q(),
        "told": told,
        "registered": steps["is_registered"],
        "entrants": entered,
        "entrants_told": entered & told,
        "drafters": drafting & ~entered,
        "told_open": told & ~drafting & ~entered,
    }
    in_register = is_in_register("laos__")
    return {
        f"counted_{name}": Count("laos", filter=in_register & which)
        for name, which in wanted.items()
    }


def _tally_of(province: Province) -> Tally:
    counted = {name.removeprefix("counted_"): number for name, number in vars(province).items()
               if name.startswith("counted_")}  # fmt: skip
    return Tally(**counted)


def _add_entries(edition: Edition, rows: list[ProvinceRow]) -> None:
    """Entries, of which an LAO may send several; and how many LAOs sent some last time."""
    last = Q(edition__year_be=edition.year_be - 1, edition__organiser=edition.organiser_id)
    received = Q(status__in=RECEIVED)
    entries = Entry.objects.filter(Q(edition=edition) | last).order_by().values("lao__province")
    counts = entries.annotate(
        drafting=Count("id", filter=Q(edition=edition, status=Status.DRAFT)),
        submitted=Count("id", filter=Q(edition=edition) & received),
        before=Count("lao", distinct=True, filter=last & received),
    )
    by_province = {row.province.pk: row for row in rows}
    for found in counts.filter(lao__province__in=by_province):
        row = by_province[found["lao__province"]]
        row.tally.drafting, row.tally.submitted = found["drafting"], found["submitted"]
        row.before = found["before"]


def with_steps(laos: QuerySet[LAO], edition: Edition, circular: Circular | None) -> QuerySet[LAO]:
    """Each LAO with what it did: was told of the circular, has a verified person, a draft, an
    entry that was sent."""
    steps = _steps("pk", edition, circular)
    return laos.annotate(
        **{name: ExpressionWrapper(step, BooleanField()) for name, step in steps.items()}
    )


def _steps(lao: str, edition: Edition, circular: Circular | None) -> dict[str, Q]:
    """`lao` is the way to the LAO from the rows asked.

    Each set of LAOs is one the database makes once; asking anew for every LAO takes PostgreSQL
    hundreds of times longer.
    """
    entries = Entry.objects.in_edition(edition)
    of_drafts, of_sent = entries.filter(status=Status.DRAFT), entries.filter(status__in=RECEIVED)
    return {
        "is_told": _told(lao, circular),
        "is_registered": Q(**{f"{lao}__in": Membership.objects.verified().values("lao")}),
        "is_drafting": Q(**{f"{lao}__in": of_drafts.values("lao")}),
        "is_entered": Q(**{f"{lao}__in": of_sent.values("lao")}),
    }


def _told(lao: str, circular: Circular | None) -> Q:
    """By its province's word, or by its own: it acknowledged its copy."""
    by_province = Forwarding.objects.filter(recipient__circular=circular)
    by_itself = Acknowledgement.objects.filter(
        recipient__circular=circular, recipient__lao__isnull=False
    )
    return Q(**{f"{lao}__in": by_province.values("lao")}) | Q(
        **{f"{lao}__in": by_itself.values("recipient__lao")}
    )
