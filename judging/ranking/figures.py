"""The numbers behind a ranking, as officers weigh them before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from judging.models import Criterion, Judge, Ranking, Round
from judging.numbers import agreement, harshness, stability
from judging.numbers.judges import JudgeNumbers, numbers_of
from judging.numbers.scoring import half_up
from judging.rounds.paper import Paper, papers_of

from . import methods
from . import proposing as rankings
from .evidence import Evidence

USUAL_AWARDS = 10
WIDE_APART = 5  # marks of 0 to 10
MOST_DISAGREEMENTS = 20
NINETY_PERCENT = Decimal("1.644854")  # standard errors each way: the normal distribution


@dataclass(frozen=True)
class JudgeRow:
    """`effect` above 0: more lenient than the panel, in points of 100."""

    judge: Judge
    numbers: JudgeNumbers
    effect: harshness.Estimate


@dataclass(frozen=True)
class EntryRow:
    """`scores` and `places` by method. `low` to `high` hold the adjusted score with 90 %, None
    where nothing tells its error. `certainty` is safe, close or far, seen from the cut."""

    paper: Paper
    scores: Mapping[str, Decimal]
    places: Mapping[str, int]
    low: Decimal | None
    high: Decimal | None
    ranks: stability.Interval
    left_out: stability.Interval
    certainty: str


@dataclass(frozen=True)
class Disagreement:
    paper: Paper
    criterion: Criterion
    marks: list[int]

    @property
    def apart(self) -> int:
        return max(self.marks) - min(self.marks)


@dataclass(frozen=True)
class Without:
    """Who would win and who would not, if one judge did not count."""

    judge: Judge
    gained: list[Paper]
    lost: list[Paper]


class Figures:
    """All of a round's numbers. Three queries, whatever the number of entries."""

    def __init__(self, round_: Round, latest: Ranking | None) -> None:
        self.round = round_
        self.awards = latest.awards if latest else USUAL_AWARDS
        self.evidence = Evidence(round_)
        self.scores = self.evidence.sheet_scores
        self._judges = round_.judges.select_related("user").in_bulk()

    @cached_property
    def papers(self) -> dict:
        return papers_of(list(self.evidence.entries.values()))

    @cached_property
    def model(self) -> harshness.Model:
        return harshness.fit(self.scores)

    @cached_property
    def alpha(self) -> Decimal | None:
        """Agreement on the scores of whole sheets."""
        given: dict = {}
        for (_judge, entry), score in self.scores.items():
            given.setdefault(entry, []).append(score)
        return _short(agreement.alpha(given.values()))

    @cached_property
    def alphas(self) -> list[tuple[Criterion, Decimal | None]]:
        """Agreement criterion by criterion."""
        return [
            (each, _short(agreement.alpha(self._marks(each).values())))
            for each in self.evidence.criteria
        ]

    @cached_property
    def judges(self) -> list[JudgeRow]:
        """The harshest first."""
        numbers = numbers_of(self.scores)
        rows = [
            JudgeRow(self._judges[judge], numbers[judge], effect)
            for judge, effect in self.model.judges.items()
        ]
        return sorted(rows, key=lambda row: row.effect.value)

    @cached_property
    def entries(self) -> list[EntryRow]:
        """In the order of the published method; entries without a sheet are left out."""
        values = {name: method(self.scores) for name, method in methods.METHODS.items()}
        places = {name: stability.places(of_method) for name, of_method in values.items()}
        ranks = stability.rank_intervals(self.scores, seed=self.seed)
        ranges = stability.place_ranges(places[self.round.method], self._left_out)
        rows = [
            self._entry_row(entry, values, places, ranks[entry], ranges[entry])
            for entry in values[self.round.method]
        ]
        return sorted(rows, key=lambda row: row.places[self.round.method])

    @property
    def certainties(self) -> dict[str, int]:
        """How many of the entries that would win are safe, and how many stand close to the cut."""
        winners = [row for row in self.entries if row.places[self.round.method] <= self.awards]
        return {kind: sum(row.certainty == kind for row in winners) for kind in ("safe", "close")}

    @property
    def undecided(self) -> list[EntryRow]:
        """Those about whom another judge's sheet could decide."""
        return [row for row in self.entries if row.certainty == "close"]

    @cached_property
    def without(self) -> list[Without]:
        """Only the judges without whom other entries would win."""
        return [
            Without(self._judges[each.judge], self._named(each.gained), self._named(each.lost))
            for each in self._left_out
            if each.gained or each.lost
        ]

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Marks of one criterion of one entry that lie far apart, the farthest first."""
        found = [
            Disagreement(self.papers[entry], criterion, sorted(marks))
            for criterion in self.evidence.criteria
            for entry, marks in self._marks(criterion).items()
            if len(marks) > 1 and max(marks) - min(marks) >= WIDE_APART
        ]
        return sorted(found, key=lambda each: -each.apart)[:MOST_DISAGREEMENTS]

    @cached_property
    def _left_out(self) -> list[stability.WithoutJudge]:
        method = methods.METHODS[self.round.method]
        return stability.leave_one_out(self.scores, awards=self.awards, method=method)

    @property
    def seed(self) -> int:
        """The same marks give the same intervals."""
        return int(self.evidence.digest[:15], 16)

    def _entry_row(
        self, entry, values: Mapping, places: Mapping, ranks: stability.Interval,
        left_out: stability.Interval,
    ) -> EntryRow:  # fmt: skip
        estimate = self.model.entries[entry]
        reach = None if estimate.error is None else NINETY_PERCENT * estimate.error
        adjusted = half_up(estimate.value)
        return EntryRow(
            paper=self.papers[entry],
            scores={name: half_up(of_method[entry]) for name, of_method in values.items()},
            places={name: of_method[entry] for name, of_method in places.items()},
            low=None if reach is None else adjusted - reach,
            high=None if reach is None else adjusted + reach,
            ranks=ranks,
            left_out=left_out,
            certainty=self._certainty(ranks, left_out),
        )

    def _certainty(self, ranks: stability.Interval, left_out: stability.Interval) -> str:
        if max(ranks.worst, left_out.worst) <= self.awards:
            return "safe"
        return "close" if min(ranks.best, left_out.best) <= self.awards else "far"

    def _marks(self, criterion: Criterion) -> dict:
        """{entry: [mark, …]} of one criterion."""
        return {
            entry: [
                marks[criterion.key]
                for marks in given.values()
                if marks.get(criterion.key) is not None
            ]
            for entry, given in self.evidence.sheets.items()
        }

    def _named(self, entries: frozenset) -> list[Paper]:
        return [self.papers[entry] for entry in entries]


def figures_of(round_: Round) -> Figures:
    return Figures(round_, rankings.latest(round_))


def _short(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, places=2)
