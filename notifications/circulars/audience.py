"""Whom a circular is for, asked of the register at the moment of sending."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from contest_portal.registry.models import LAO, Contact, Province
from contest_portal.registry.querysets import is_in_register
from notifications.models import Circular


@dataclass(frozen=True)
class Audience:
    """As an officer chooses it, and a second person approves it."""

    regions: tuple[str, ...] = ()
    silent_on_id: str = ""
    with_laos: bool = False


def audience_of(circular: Circular) -> Audience:
    return Audience(tuple(circular.regions), str(circular.silent_on_id or ""), circular.with_laos)


def provinces_of(circular: Circular) -> QuerySet[Province]:
    """Those with a governor that the circular is for, in Thai order."""
    provinces = Province.objects.receiving_letters()
    if circular.regions:
        provinces = provinces.filter(region__in=circular.regions)
    if circular.silent_on_id:
        silent = circular.silent_on.recipients.provinces().filter(acknowledgement=None)
        provinces = provinces.filter(pk__in=silent.values("province"))
    return provinces


def main_contacts(circular: Circular) -> QuerySet[Contact]:
    """The provinces' main mailboxes, in Thai order of provinces."""
    return Contact.objects.main_for_provinces().filter(province__in=provinces_of(circular))


def laos_of(circular: Circular) -> QuerySet[LAO]:
    """None of them unless the circular goes to LAOs too."""
    if not circular.with_laos:
        return LAO.objects.none()
    return LAO.objects.in_register().filter(province__in=provinces_of(circular))


def lao_contacts(circular: Circular) -> QuerySet[Contact]:
    """Main mailboxes that did not bounce, of the LAOs that the circular is for."""
    if not circular.with_laos:
        return Contact.objects.none()
    codes = list(provinces_of(circular).values_list("pk", flat=True))
    found = Contact.objects.filter(
        is_in_register("lao__"), main=True, bounced_at=None, lao__province__in=codes
    )
    # Thousands of rows: no more of them than a copy and its code are made from.
    wanted = ("address", "lao__code", "lao__name_th", "lao__province")
    return found.select_related("lao").only(*wanted, "province").order_by("lao__code")


class Mailbox(NamedTuple):
    """An LAO's main mailbox, with what a copy and its code are made from; `pk` is the LAO's."""

    pk: UUID
    code: str
    name_th: str
    province_id: str
    contact: UUID
    address: str


def lao_mailboxes(circular: Circular) -> list[Mailbox]:
    """The same as plain columns, for thousands are read at once."""
    of_lao = ("lao", "lao__code", "lao__name_th", "lao__province")
    return [Mailbox(*row) for row in lao_contacts(circular).values_list(*of_lao, "pk", "address")]


@dataclass(frozen=True)
class Counts:
    """How many copies there will be; `laos_without` have no mailbox and hear by their province."""

    provinces: int
    laos: int
    laos_without: int

    @property
    def copies(self) -> int:
        return self.provinces + self.laos


def counts(circular: Circular) -> Counts:
    with_mailbox = lao_contacts(circular).count()
    return Counts(
        provinces=main_contacts(circular).count(),
        laos=with_mailbox,
        laos_without=laos_of(circular).count() - with_mailbox,
    )
