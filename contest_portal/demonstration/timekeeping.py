"""Moving the clock of a demonstration, on the record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit, clock
from contest_portal.clock import simulation
from contest_portal.editions.models import Edition
from contest_portal.refusals import Words

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Jump:
    """A moment of the contest that a demonstration likes to show."""

    key: str
    words: Words
    moment: datetime


def jumps(edition: Edition | None) -> list[Jump]:
    """The edition's own instants, in their order; none without an edition."""
    if edition is None:
        return []
    return [
        Jump("opening", _("Entries open"), edition.opens_at),
        Jump("last-hour", _("One hour before the deadline"), edition.closes_at - AN_HOUR),
        Jump("deadline", _("The deadline"), edition.closes_at),
        Jump("judging", _("Judging opens"), edition.judging_opens_at),
        Jump("judged", _("Judging closes"), edition.judging_closes_at),
    ]


@transaction.atomic
def move_clock(moment: datetime, *, by: object, rate: float = 1.0) -> None:
    """Contest time goes on from `moment`, `rate` contest seconds a real second."""
    before = clock.now()
    simulation.set_time(moment, rate=rate)
    facts = {"from": before.isoformat(), "to": moment.isoformat(), "rate": rate}
    audit.record(audit.Action.CLOCK_SET, by=by, facts=facts)
