"""Moving the clock of a demonstration, on the record."""

from datetime import datetime

from django.db import transaction

from contest_portal import audit, clock
from contest_portal.clock import simulation


@transaction.atomic
def move_clock(moment: datetime, *, by: object, rate: float = 1.0) -> None:
    """Contest time goes on from `moment`, `rate` contest seconds a real second."""
    before = clock.now()
    simulation.set_time(moment, rate=rate)
    facts = {"from": before.isoformat(), "to": moment.isoformat(), "rate": rate}
    audit.record(audit.Action.CLOCK_SET, by=by, facts=facts)
