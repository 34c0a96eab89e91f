"""Setting the simulated clock. Production refuses: its contest time is real time."""

from datetime import datetime

from django.conf import settings

from contest_portal.refusals import NotAllowed

from . import reading
from .models import Simulation


def set_time(moment: datetime, *, rate: float = 1.0) -> None:
    """Let contest time continue from `moment`, `rate` contest seconds a real second."""
    if not settings.PORTAL_DEMO:
        raise NotAllowed("The clock can be set only in a demonstration or a rehearsal.")
    Simulation.objects.update_or_create(
        id=1,
        defaults={"anchor": moment, "machine_anchor": reading.machine_now(), "rate": rate},
    )
    reading.forget()


def is_running() -> bool:
    return Simulation.objects.exists()
