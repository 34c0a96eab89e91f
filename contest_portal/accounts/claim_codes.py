"""Codes that prove that somebody works for an LAO, because only the LAO could read them.

Ten symbols of Crockford-32, derived with the link key and stored nowhere: nothing in the database
opens an account, and the same paper can be printed again. One is printed in the LAO's copy of the
circular, others go to its official mailbox for one person each.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from contest_portal import audit, clock
from contest_portal.documents.numbers import CROCKFORD, LOOKALIKES
from contest_portal.refusals import NotAllowed, Words
from contest_portal.registry.models import LAO, Contact
from contest_portal.thai.numerals import to_arabic_digits

from . import contest_facts, membership
from .models import ClaimCode, Membership, User
from .roles import Permission

PURPOSE = "claim-code"
LENGTH, HALF = 10, 5
BITS_A_SYMBOL = 5
LIFE_OF_A_MAILED_CODE = timedelta(minutes=30)
AN_HOUR = timedelta(hours=1)
MOST_MAILS_A_PERSON = 3  # in an hour
MOST_MAILS_A_MAILBOX = 6  # in an hour, whoever asks
A_BATCH = 500


class CodeHolder(Protocol):
    """An LAO, or as much of it as a code is made from."""

    @property
    def pk(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def province_id(self) -> str: ...


# Sent with code (the row), words (the code itself), by: last, inside the transaction.
mailbox_code_made = Signal()


def written(code: ClaimCode) -> str:
    """The code as it is printed: two groups of five."""
    return _grouped(_derived(code))


def fits(code: ClaimCode, typed: str) -> bool:
    return hmac.compare_digest(_derived(code).encode(), read(typed).encode())


def read(typed: str) -> str:
    """The symbols of a code as a person typed it: case, spaces, dashes, Thai digits, O for 0 and
    I or L for 1 are forgiven."""
    plain = to_arabic_digits(unicodedata.normalize("NFKC", typed)).upper().translate(LOOKALIKES)
    return "".join(symbol for symbol in plain if symbol in CROCKFORD)


def _grouped(symbols: str) -> str:
    return f"{symbols[:HALF]}-{symbols[HALF:]}"


def _derived(code: ClaimCode) -> str:
    return _symbols(code.lao_id, code.edition_slug, code.person_id, code.nonce)


def _symbols(lao: UUID, edition_slug: str, person: UUID | None, nonce: str) -> str:
    facts = f"{PURPOSE}|{lao}|{edition_slug}|{person}|{nonce}"
    sealed = hmac.new(settings.PORTAL_LINK_KEY.encode(), facts.encode(), hashlib.sha256).digest()
    number = int.from_bytes(sealed)
    places = range(0, LENGTH * BITS_A_SYMBOL, BITS_A_SYMBOL)
    return "".join(CROCKFORD[number >> place & 31] for place in places)


@transaction.atomic
def print_for(
    laos: Iterable[CodeHolder], *, edition_slug: str = "", by: User, at: datetime
) -> dict[UUID, str]:
    """The code of each LAO's copy of the circular, by the LAO's id. `at` is machine time.

    An unused code stays the same, so that a lost paper can be printed again; one that was used, or
    belongs to an earlier edition, gives way to a new one. Every printing is on record.
    """
    laos = list(laos)
    slug = edition_slug or contest_facts.current_slug()
    nonces = _nonces([lao.pk for lao in laos], slug, at)
    provinces = {lao.province_id for lao in laos}
    audit.record(
        audit.Action.CODES_PRINTED, by=by, edition=slug,
        facts={"number": len(laos), "laos": [lao.code for lao in laos]},
        province=provinces.pop() if len(provinces) == 1 else "",
        lao=laos[0].code if len(laos) == 1 else "",
    )  # fmt: skip
    return {lao: _grouped(_symbols(lao, slug, None, nonce)) for lao, nonce in nonces.items()}


def _nonces(laos: list[UUID], slug: str, at: datetime) -> dict[UUID, str]:
    """By LAO; those of an earlier edition are closed, missing ones made. Plain columns, for a
    circular asks for thousands."""
    found = ClaimCode.objects.printed().open(at=at).filter(lao__in=laos)
    rows = list(found.values_list("pk", "edition_slug", "lao", "nonce"))
    if earlier := [pk for pk, edition, *_rest in rows if edition != slug]:
        ClaimCode.objects.filter(pk__in=earlier).update(closed_at=at)
    nonces = {lao: nonce for _pk, edition, lao, nonce in rows if edition == slug}
    missing = [lao for lao in laos if lao not in nonces]
    return nonces | _made(missing, slug, at)


def _made(laos: list[UUID], slug: str, at: datetime) -> dict[UUID, str]:
    """Of two printings at once, the second takes the codes that the first one made."""
    new = [
        ClaimCode(lao_id=lao, edition_slug=slug, nonce=secrets.token_hex(16), made_at=at)
        for lao in laos
    ]
    ClaimCode.objects.bulk_create(new, batch_size=A_BATCH, ignore_conflicts=True)
    made = ClaimCode.objects.printed().open(at=at).filter(lao__in=laos, edition_slug=slug)
    return dict(made.values_list("lao", "nonce")) if laos else {}


def mailbox_of(lao: LAO) -> Contact | None:
    """The official mailbox that a code can be sent to."""
    return Contact.objects.usable_for(lao).first()


@transaction.atomic
def mail_to_mailbox(lao: LAO, *, by: User, at: datetime) -> ClaimCode:
    """Send a code for this person to the LAO's official mailbox; an earlier one stops working.

    `at` is machine time, by which the code lives half an hour.
    """
    membership.lock(lao)
    mailbox = mailbox_of(lao)
    if mailbox is None:
        raise NotAllowed(
            _("The register has no mailbox of this organisation."),
            next_step=_("Use the code printed with the circular, or send a signed letter."),
        )
    refuse_officers(by)
    if refusal := _why_not_mail(lao, by, at):
        raise refusal
    mailed = ClaimCode.objects.mailed_for(by).filter(lao=lao, used_at=None, closed_at=None)
    mailed.update(closed_at=at)
    code = ClaimCode.objects.create(
        lao=lao, edition_slug=contest_facts.current_slug(), person=by, address=mailbox.address,
        nonce=secrets.token_hex(16), made_at=at, not_after=at + LIFE_OF_A_MAILED_CODE,
    )  # fmt: skip
    audit.record(
        audit.Action.CODE_MAILED, by=by, lao=lao.code, province=lao.province_id,
        facts={"address": mailbox.address},
    )  # fmt: skip
    mailbox_code_made.send(sender=ClaimCode, code=code, words=written(code), by=by)
    return code


def refuse_officers(by: User) -> None:
    """Who prints the codes, or may read them, proves nothing by entering one."""
    if by.may(Permission.PRINT_CODES):
        raise NotAllowed(
            _("Officers can print these codes, so a code does not prove where an officer works."),
            next_step=_("Another officer of the province or of DLA can confirm it."),
        )


def _why_not_mail(lao: LAO, by: User, at: datetime) -> NotAllowed | None:
    recent = ClaimCode.objects.exclude(person=None).filter(made_at__gt=at - AN_HOUR)
    if recent.filter(person=by).count() >= MOST_MAILS_A_PERSON:
        return _too_many(_("You have asked for three codes within an hour."))
    if recent.filter(lao=lao).count() >= MOST_MAILS_A_MAILBOX:
        return _too_many(_("This mailbox has been sent six codes within an hour."))
    return None


def _too_many(reason: Words) -> NotAllowed:
    return NotAllowed(
        reason,
        next_step=_(
            "Look into the mailbox first, also among unwanted mail. Ask again after an hour, or "
            "choose another way."
        ),
    )


def waiting_mail(person: User, lao: LAO) -> ClaimCode | None:
    """The mailed code that the person can still enter."""
    open_codes = ClaimCode.objects.mailed_for(person).open(at=clock.machine_now())
    return open_codes.filter(lao=lao).first()


def is_by_mail(code: ClaimCode) -> bool:
    return code.person_id is not None


def how_proved(code: ClaimCode) -> Membership.How:
    return Membership.How.MAILBOX if is_by_mail(code) else Membership.How.CIRCULAR
