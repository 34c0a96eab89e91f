"""The order in which the entries of a final present themselves: drawn by lot, or set by hand.

The lot can be checked by anybody who knows the seed: the entries stand in the order of
SHA-256("SEED:NUMBER"), where NUMBER is the entry's number as it is printed.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Round, Sheet, Slot
from submissions.models import Entry

from .entries import of_round

SEED_BYTES = 8


@transaction.atomic
def draw(round_: Round, *, seed: str = "", by: User, at: datetime) -> str:
    """By lot; returns the seed, which is made where none is given. Drawn again, it is a new lot."""
    locked = _opened(round_, at)
    seed = seed.strip() or secrets.token_hex(SEED_BYTES)
    entries = sorted(of_round(locked), key=lambda entry: lot_of(entry.number, seed))
    _arrange(locked, [entry.pk for entry in entries], seed=seed)
    _record(audit.Action.ORDER_DRAWN, locked, entries, by=by)
    return seed


def lot_of(number: str, seed: str) -> str:
    """What the entries are sorted by: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


@transaction.atomic
def set_order(round_: Round, order: Sequence[UUID], *, by: User, at: datetime) -> None:
    """By hand: every entry of the round, once. Raises NotAllowed where it is not that."""
    locked = _opened(round_, at)
    entries = {entry.pk: entry for entry in of_round(locked)}
    if len(order) != len(entries) or {*order} != {*entries}:
        raise NotAllowed(
            _("The entries of the round changed after you opened the page."),
            next_step=_("Look at the list again, then set the order."),
        )
    _arrange(locked, order, seed="")
    _record(audit.Action.ORDER_SET, locked, [entries[each] for each in order], by=by)


def why_not(round_: Round, at: datetime) -> str | None:
    """Why the order cannot be drawn or set now; None while it can."""
    if round_.kind != Round.Kind.FINAL:
        return _("Only a round with presentations has an order of them.")
    if at >= round_.closes_at:
        return _("The round is closed.")
    if not of_round(round_).exists():
        return _("No entry is in this round yet.")
    if Sheet.objects.in_round(round_).counted().exists():
        return _("A sheet of this round is signed, so the order stands.")
    return None


def ordered(round_: Round) -> list[tuple[int | None, Entry]]:
    """(position, entry) in the order of presentation; entries that came later at the end."""
    positions = dict(round_.slots.values_list("entry", "position"))
    entries = of_round(round_).order_by("number")
    rows = [(positions.get(entry.pk), entry) for entry in entries]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0))


def _opened(round_: Round, at: datetime) -> Round:
    locked = Round.objects.lock(round_.pk)
    if reason := why_not(locked, at):
        raise NotAllowed(reason)
    return locked


def _arrange(round_: Round, order: Sequence[UUID], *, seed: str) -> None:
    round_.slots.all().delete()
    Slot.objects.bulk_create(
        Slot(round=round_, entry_id=entry, position=position)
        for position, entry in enumerate(order, start=1)
    )
    round_.draw_seed = seed
    round_.save(update_fields=["draw_seed"])


def _record(action: audit.Action, round_: Round, entries: Sequence[Entry], *, by: User) -> None:
    facts = {"seed": round_.draw_seed, "order": [entry.number for entry in entries]}
    audit.record(action, round_, by=by, facts=facts, edition=round_.edition.slug)
