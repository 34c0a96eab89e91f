"""The telephone: whom to call, what was said, and when to call again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.registry import contacts
from contest_portal.registry.models import LAO, Contact, Province
from notifications.models import CallNote
from notifications.progress import lateness, matrix, sifting
from notifications.progress.matrix import ProvinceRow
from submissions.models import Entry, Status

from .turnout import Outlook

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Call:
    """What a person wrote after a call."""

    outcome: str
    spoke_to: str = ""
    note: str = ""
    phone: str = ""
    again_on: date | None = None


@dataclass(frozen=True)
class Waiting:
    """A province to be called. `gain`: LAOs more that telling its LAOs may bring; None: unknown."""

    row: ProvinceRow
    phone: str
    last: CallNote | None
    gain: float | None

    @property
    def is_for_the_head(self) -> bool:
        return self.row.owed is not None and self.row.owed.rung == lateness.Rung.HEAD


@dataclass(frozen=True)
class Queue:
    """`later` are those that were called and wait for another day."""

    now: list[Waiting]
    later: list[Waiting]

    @property
    def for_the_head(self) -> list[Waiting]:
        return [each for each in self.now + self.later if each.is_for_the_head]


def queue(
    edition: Edition, rows: Iterable[ProvinceRow], outlook: Outlook | None, *, today: date
) -> Queue:
    """Provinces to be called, those first whose LAOs are worth most, else the most urgent."""
    to_call = [row for row in rows if sifting.belongs(row, sifting.Show.CALL)]
    provinces = [row.province for row in to_call]
    phones = _phones(provinces)
    last = {note.province_id: note for note in _of_provinces(edition, provinces)}
    waiting = [
        Waiting(
            row, phones.get(row.province.pk, ""), last.get(row.province.pk),
            outlook.gain_of(row) if outlook else None,
        )
        for row in to_call
    ]  # fmt: skip
    waiting.sort(key=lambda each: -(each.gain or 0))
    return Queue(
        now=[each for each in waiting if not _rests(each, today)],
        later=[each for each in waiting if _rests(each, today)],
    )


def _rests(waiting: Waiting, today: date) -> bool:
    again = waiting.last.again_on if waiting.last else None
    return again is not None and again > today


def _phones(provinces: list[Province]) -> dict[str, str]:
    mains = Contact.objects.filter(main=True, province__in=provinces)
    return dict(mains.values_list("province", "phone"))


def _of_provinces(edition: Edition, provinces: list[Province]) -> QuerySet[CallNote]:
    """Notes about the provinces' own offices, oldest first."""
    notes = edition.call_notes.filter(lao=None, province__in=provinces)
    return notes.select_related("by")


def notes_of(edition: Edition, province: Province, lao: LAO | None = None) -> QuerySet[CallNote]:
    return edition.call_notes.filter(province=province, lao=lao).select_related("by")


def stuck_drafts(edition: Edition) -> QuerySet[Entry]:
    """Drafts of LAOs that have sent nothing, those untouched for longest first."""
    sent = Entry.objects.in_edition(edition).filter(status__in=matrix.RECEIVED)
    drafts = Entry.objects.in_edition(edition).filter(status=Status.DRAFT)
    return (
        drafts.exclude(lao__in=sent.values("lao"))
        .select_related("lao__amphoe", "lao__province")
        .annotate(touched_at=Max("answers__changed_at"))
        .annotate(
            phone=Max("lao__contacts__phone", filter=Q(lao__contacts__main=True)),
        )
        .order_by("touched_at", "started_at")
    )


def contact_of(province: Province, lao: LAO | None) -> Contact | None:
    """The main mailbox of whoever is called, with its telephone number."""
    owner = lao or province
    return owner.contacts.filter(main=True).first()


@transaction.atomic
def note(
    edition: Edition, province: Province, call: Call, *, lao: LAO | None = None, by: User,
    at: datetime,
) -> CallNote:  # fmt: skip
    """Keep what came of a call. Another telephone number becomes the contact's own.

    The same words once more within a minute are a button pressed twice.
    """
    if said := _just_noted(edition, province, call, lao, by=by, at=at):
        return said
    contact = contact_of(province, lao)
    if contact and call.phone and call.phone != contact.phone:
        contacts.set_phone(contact, call.phone)
    kept = CallNote.objects.create(
        edition=edition, province=province, lao=lao, outcome=call.outcome,
        spoke_to=call.spoke_to, note=call.note, again_on=call.again_on, by=by, at=at,
    )  # fmt: skip
    audit.record(
        audit.Action.CALLED, kept, by=by, edition=edition.slug, province=province.pk,
        lao=lao.code if lao else "",
        facts={"outcome": call.outcome, "spoke_to": call.spoke_to, "phone": call.phone},
    )  # fmt: skip
    return kept


def _just_noted(
    edition: Edition, province: Province, call: Call, lao: LAO | None, *, by: User, at: datetime
) -> CallNote | None:
    same = {name: value for name, value in vars(call).items() if name != "phone"}
    recent = notes_of(edition, province, lao).filter(by=by, at__gt=at - A_MINUTE, **same)
    return recent.last()
