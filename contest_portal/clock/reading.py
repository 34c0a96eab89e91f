"""Reading the two clocks."""

import time
from datetime import UTC, datetime
from typing import NamedTuple

CACHE_SECONDS = 1.0


class Setting(NamedTuple):
    """Contest time = anchor + rate x (machine time - machine anchor)."""

    anchor: datetime
    machine_anchor: datetime
    rate: float

    def at(self, machine: datetime) -> datetime:
        return self.anchor + self.rate * (machine - self.machine_anchor)


class _Remembered:
    """The simulation row as last read, kept for a second so that a page asks the database once."""

    setting: Setting | None = None
    read_at: float | None = None


def machine_now() -> datetime:
    """Real time, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251  (the one place that may ask)


def now() -> datetime:
    """Contest time, aware, UTC."""
    return contest_time(machine_now())


def contest_time(machine: datetime) -> datetime:
    """The contest time that a machine time stands for."""
    setting = _current_setting()
    return setting.at(machine) if setting else machine


def forget() -> None:
    """Read the simulation row afresh next time."""
    _Remembered.read_at = None


def _current_setting() -> Setting | None:
    reading = time.monotonic()
    if _Remembered.read_at is None or reading - _Remembered.read_at > CACHE_SECONDS:
        _Remembered.setting = _stored_setting()
        _Remembered.read_at = reading
    return _Remembered.setting


def _stored_setting() -> Setting | None:
    from .models import Simulation  # models cannot load before the app registry

    row = Simulation.objects.first()
    return Setting(row.anchor, row.machine_anchor, float(row.rate)) if row else None
