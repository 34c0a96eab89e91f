"""What other judges gave the same entry, without names, for a judge who has signed.

When it is shown is a rule of the round; that of calibration entries is shown in every round, since
comparing oneself with the others is what they are for. Nobody sees it before signing, so that no
mark follows another.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from judging.models import Calibration, Criterion, Mark, Round, Sheet
from judging.numbers.scoring import half_up, median


@dataclass(frozen=True)
class Line:
    """The marks 0 to 10 of one criterion, lowest first; "cannot be assessed" is none."""

    criterion: Criterion
    marks: tuple[int, ...]

    @property
    def lowest(self) -> int:
        return self.marks[0]

    @property
    def highest(self) -> int:
        return self.marks[-1]

    @property
    def median(self) -> Decimal:
        return half_up(median([Fraction(mark) for mark in self.marks]), places=1)


@dataclass(frozen=True)
class Fellows:
    """`sheets` others have signed; `verdicts` in a qualifying round, `lines` in others."""

    sheets: int
    lines: tuple[Line, ...] = ()
    verdicts: tuple[tuple[str, int], ...] = ()


def of(sheet: Sheet, at: datetime) -> Fellows | None:
    """None while the judge may not see it."""
    if sheet.signed_at is None or not _is_open(sheet, at):
        return None
    others = (
        Sheet.objects.in_round(sheet.round)
        .counted()
        .filter(assignment__entry=sheet.assignment.entry_id)
        .exclude(pk=sheet.pk)
    )
    if sheet.round.kind == Round.Kind.QUALIFYING:
        return _of_verdicts(others.values_list("verdict", flat=True))
    marks: defaultdict[UUID, list[int]] = defaultdict(list)
    given = Mark.objects.filter(sheet__in=others, not_applicable=False)
    for criterion, value in given.values_list("criterion", "value"):
        marks[criterion].append(value)
    lines = tuple(Line(each, tuple(sorted(marks[each.pk]))) for each in sheet.criteria)
    return Fellows(others.count(), lines)


def _of_verdicts(verdicts) -> Fellows:
    said = Counter(verdicts)
    named = tuple((str(label), said[verdict]) for verdict, label in Sheet.Verdict.choices)
    return Fellows(said.total(), verdicts=named)


def _is_open(sheet: Sheet, at: datetime) -> bool:
    round_ = sheet.round
    if Calibration.objects.filter(round=round_, entry=sheet.assignment.entry_id).exists():
        return True
    if round_.openness == Round.Openness.SIGNED:
        own = Sheet.objects.visible_to(sheet.assignment.judge.user).in_round(round_)
        return not own.unsigned().exists()
    return round_.openness == Round.Openness.CLOSED and at >= round_.closes_at
