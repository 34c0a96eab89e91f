"""What the front page tells everybody: numbers by province and region, the calendar, the letter."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from notifications.letters import placeholders
from notifications.models import Circular
from submissions.models import Entry, Status

from .editions.models import Edition, Milestone
from .registry.models import LAO, Province

RECEIVED = (Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE, Status.INELIGIBLE)
DARKEST_STEP = 5


@dataclass
class Region:
    name: str
    provinces: int = 0
    provinces_with_entries: int = 0
    laos: int = 0
    entries: int = 0


def tiles(edition: Edition) -> list[dict]:
    """One square a province with the number of its submitted entries, as `tile_map` wants them."""
    entries = _entries_by_province(edition)
    return [
        {
            "code": province.code,
            "letter_code": province.letter_code,
            "name": province.name,
            "row": province.tile_row,
            "col": province.tile_col,
            "value": entries[province.code],
            "step": min(entries[province.code], DARKEST_STEP),
        }
        for province in Province.objects.all()
    ]


def regions(edition: Edition) -> list[Region]:
    """The same numbers a region; Bangkok is outside the count, as it gets no letter."""
    entries = _entries_by_province(edition)
    laos = _laos_by_province()
    found: dict[str, Region] = {}
    for province in Province.objects.receiving_letters():
        region = found.setdefault(province.region, Region(province.get_region_display()))
        region.provinces += 1
        region.laos += laos[province.code]
        region.entries += entries[province.code]
        region.provinces_with_entries += bool(entries[province.code])
    return list(found.values())


def calendar(edition: Edition, at: datetime) -> list[tuple[Milestone, str]]:
    """Milestones with "past" or "now" (the next one to come) or ""."""
    today = timezone.localdate(at)
    milestones = list(edition.milestones.all())
    coming = next((line for line in milestones if line.date >= today), None)
    return [(line, _tense(line, coming, today)) for line in milestones]


def _tense(line: Milestone, coming: Milestone | None, today: date) -> str:
    if line is coming:
        return "now"
    return "past" if line.date < today else ""


def letter(edition: Edition) -> Circular | None:
    """The circular that was sent to the provinces, once it was; it names none of them."""
    sent = (Circular.Status.RELEASING, Circular.Status.RELEASED)
    found = edition.circulars.filter(status__in=sent).defer("original").first()
    return placeholders.filled_for_everybody(found) if found else None


def _entries_by_province(edition: Edition) -> dict[str, int]:
    rows = (
        Entry.objects.in_edition(edition)
        .filter(status__in=RECEIVED)
        .values_list("lao__province")
        .annotate(count=Count("id"))
    )
    return defaultdict(int, rows)


def _laos_by_province() -> dict[str, int]:
    rows = LAO.objects.in_register().values_list("province").annotate(count=Count("id"))
    return defaultdict(int, rows)
