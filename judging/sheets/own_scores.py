"""A judge's own marks side by side: all sheets by all criteria, to weigh them before the end."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from contest_portal.accounts.models import User
from judging.models import Criterion, Mark, Round
from judging.numbers.scoring import half_up, mean, sheet_score

from .desks import Desk, Row


@dataclass(frozen=True)
class ScoreRow:
    """`marks` in the order of the criteria: 0 to 10, NOT_APPLICABLE, or None for blank."""

    row: Row
    marks: list[int | str | None]
    exact: Fraction | None

    @property
    def score(self) -> Decimal | None:
        """0 to 100, of the criteria marked so far."""
        return None if self.exact is None else half_up(self.exact, places=2)


class OwnScores:
    """Of one judge alone: nothing here depends on what others gave."""

    def __init__(self, user: User, round_: Round) -> None:
        self.round = round_
        self._desk = Desk(user, round_)

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.round.criteria.all())

    @cached_property
    def rows(self) -> list[ScoreRow]:
        """The best first; sheets without a mark last."""
        given = self._given()
        rows = [self._row(row, given[row.sheet.pk]) for row in self._desk.rows]
        return sorted(rows, key=lambda row: (row.exact is None, -(row.exact or 0)))

    @property
    def means(self) -> list[Decimal | None]:
        """What the judge gives on average, by criterion."""
        columns = zip(*(row.marks for row in self.rows), strict=True)
        return [_mean(column) for column in columns]

    @property
    def mean_score(self) -> Decimal | None:
        scores = [row.exact for row in self.rows if row.exact is not None]
        return half_up(mean(scores), places=2) if scores else None

    def _given(self) -> defaultdict:
        given: defaultdict = defaultdict(dict)
        sheets = [row.sheet for row in self._desk.rows]
        for mark in Mark.objects.filter(sheet__in=sheets).select_related("criterion"):
            given[mark.sheet_id][mark.criterion.key] = mark.given
        return given

    def _row(self, row: Row, given: dict[str, int | str]) -> ScoreRow:
        weights = {each.key: each.weight for each in self.criteria}
        values = {key: mark for key, mark in given.items() if isinstance(mark, int)}
        marks = [given.get(each.key) for each in self.criteria]
        return ScoreRow(row, marks, sheet_score(values, weights))


def _mean(marks: tuple[int | str | None, ...]) -> Decimal | None:
    values = [Fraction(mark) for mark in marks if isinstance(mark, int)]
    return half_up(mean(values), places=2) if values else None
