"""Importing the main mailboxes of provinces and LAOs. Addresses are given, never derived."""

import csv
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit, clock
from contest_portal.refusals import NotAllowed

from .models import LAO, Contact, Province

COLUMNS = {"province", "lao", "address"}


class Unusable(Exception):
    """The file was refused as a whole; `problems` name the lines."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Outcome:
    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class _Line:
    """What a row says of a mailbox."""

    address: str
    source: str
    phone: str


@dataclass
class _Reading:
    """Rows turned into owners and addresses, with every problem found on the way."""

    pairs: list[tuple[Province | LAO, "_Line"]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def import_file(path: Path, *, by: object = None) -> Outcome:
    """Make each row's address the main one of its province (code) or LAO (code).

    CSV in UTF-8 with columns province, lao, address and perhaps source and phone; exactly one of
    province and lao is filled in a row. Raises Unusable, changing nothing, when any row is wrong.
    """
    reading = _read(path)
    if reading.problems:
        raise Unusable(reading.problems)
    outcome = Outcome()
    with transaction.atomic():
        for owner, line in reading.pairs:
            _set_main(owner, line, path.name, outcome)
        audit.record(audit.Action.CONTACT_CHANGED, by=by, facts=vars(outcome))
    return outcome


def _read(path: Path) -> _Reading:
    reading = _Reading()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = COLUMNS - set(rows.fieldnames or ())
            if missing:
                raise Unusable([f"line 1: missing columns {', '.join(sorted(missing))}"])
            owners = {"province": Province.objects.in_bulk(), "lao": _laos_by_code()}
            for row in rows:
                _read_row(rows.line_num, row, owners, reading)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unusable([f"{path}: not a readable UTF-8 CSV file ({error})"]) from error
    return reading


def _laos_by_code() -> dict[str, LAO]:
    return {lao.code: lao for lao in LAO.objects.only("code")}


def _read_row(line: int, row: dict, owners: dict, reading: _Reading) -> None:
    named = {kind: (row.get(kind) or "").strip() for kind in owners}
    given = [kind for kind, code in named.items() if code]
    address = (row.get("address") or "").strip()
    if len(given) != 1:
        reading.problems.append(f"line {line}: fill in either province or lao")
        return
    owner = owners[given[0]].get(named[given[0]])
    if owner is None:
        reading.problems.append(f"line {line}: no {given[0]} has code {named[given[0]]!r}")
    elif not _is_address(address):
        reading.problems.append(f"line {line}: {address!r} is not an e-mail address")
    else:
        told = {name: (row.get(name) or "").strip() for name in ("source", "phone")}
        reading.pairs.append((owner, _Line(address, **told)))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _set_main(owner: Province | LAO, line: _Line, file: str, outcome: Outcome) -> None:
    """A row without a telephone number leaves the one that is known."""
    main = owner.contacts.filter(main=True).first()
    source = line.source or file
    if main is None:
        owner.contacts.create(address=line.address, phone=line.phone, source=source, main=True)
        outcome.added += 1
        return
    known = main.address == line.address and line.phone in ("", main.phone)
    if main.address != line.address:
        replace(main, line.address, source)
    if line.phone:
        set_phone(main, line.phone)
    outcome.unchanged += known
    outcome.changed += not known


def set_phone(main: Contact, phone: str) -> None:
    main.phone = phone
    main.save(update_fields=["phone"])


def replace(main: Contact, address: str, source: str) -> None:
    """The old address stays in the history with the day it was replaced."""
    replaced = {"address": main.address, "source": main.source, "until": str(clock.now())}
    main.history = [*main.history, replaced]
    main.address, main.source, main.bounced_at = address, source, None
    main.save(update_fields=["address", "source", "bounced_at", "history"])


@transaction.atomic
def add_second(province: Province, address: str, source: str, *, by: object) -> Contact:
    """Another mailbox of the province beside its main one; one that is known stays as it is.

    Raises NotAllowed for the main one's own address, which letters go to already.
    """
    if province.contacts.filter(main=True, address__iexact=address).exists():
        raise NotAllowed(
            _("%(address)s is the main mailbox already.") % {"address": address},
            next_step=_("Write another address of the province."),
        )
    contact, is_new = province.contacts.get_or_create(
        address=address, defaults={"source": source, "main": False}
    )
    if is_new:
        facts = {"second": address, "source": source}
        audit.record(audit.Action.CONTACT_CHANGED, by=by, province=province.pk, facts=facts)
    return contact


def note_bounce(contact: Contact, address: str, *, at: datetime) -> None:
    """Mail to this address came back, if it still is the mailbox's address."""
    Contact.objects.filter(pk=contact.pk, address=address, bounced_at=None).update(bounced_at=at)
