"""This app's share of an edition file: the criteria of screening."""

from contest_portal.editions import parts
from contest_portal.editions.models import Edition

from .models import ScreeningCriterion
from .screening import evidence


def load_screening(edition: Edition, rows: list[dict]) -> None:
    """Create or update the criteria, in the file's order.

    One that left the file goes, unless an officer has already answered it.
    """
    kept = [row["key"] for row in rows]
    edition.screening_criteria.exclude(key__in=kept).filter(marks=None).delete()
    for order, row in enumerate(rows, start=1):
        evidence.check(row.get("evidence", []))
        ScreeningCriterion.objects.update_or_create(
            edition=edition, key=row["key"], defaults={**row, "order": order}
        )


def register() -> None:
    parts.register("screening", load_screening)
