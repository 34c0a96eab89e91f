"""This app's share of an edition file: the rubric."""

from contest_portal.editions import parts
from contest_portal.editions.models import Edition

from .models import Criterion, Level, Round


def load_rubric(edition: Edition, rubric: dict) -> None:
    """Create or update the edition's round; its window is the edition's judging window.

    A criterion that left the file goes, unless a judge has already marked it.
    """
    facts = {key: value for key, value in rubric.items() if key != "criteria"}
    window = {"opens_at": edition.judging_opens_at, "closes_at": edition.judging_closes_at}
    round_, _ = Round.objects.update_or_create(
        edition=edition, order=1, defaults={**facts, **window}
    )
    round_.criteria.exclude(key__in=[row["key"] for row in rubric["criteria"]]).delete()
    for order, row in enumerate(rubric["criteria"], start=1):
        _load_criterion(round_, row, order)


def _load_criterion(round_: Round, row: dict, order: int) -> None:
    facts = {key: value for key, value in row.items() if key not in ("key", "levels")}
    criterion, _ = Criterion.objects.update_or_create(
        round=round_, key=row["key"], defaults={**facts, "order": order}
    )
    criterion.levels.all().delete()
    Level.objects.bulk_create(_level(criterion, level) for level in row["levels"])


def _level(criterion: Criterion, row: dict) -> Level:
    words = {key: value for key, value in row.items() if key != "from"}
    return Level(criterion=criterion, lowest_mark=row["from"], **words)


def register() -> None:
    parts.register("rubric", load_rubric)
