"""The ranking as people read it: each decision with what its entry is called."""

from dataclasses import dataclass
from functools import cached_property

from judging.deciding import minutes
from judging.deciding.awarding import Rules
from judging.deciding.decisions import Terms, work_out
from judging.models import Amendment, Appeal, Decision, Ranking, Round, Sheet
from judging.rounds.paper import Paper, papers_of

from . import proposing as rankings
from .evidence import Evidence


@dataclass(frozen=True)
class Row:
    """`asked`: how many judges the round wants for each entry."""

    decision: Decision
    paper: Paper
    asked: int

    @property
    def is_thin(self) -> bool:
        """Ranked by fewer sheets than the round asks: one harsh or lenient judge weighs more."""
        return self.decision.place is not None and self.decision.sheets_counted < self.asked


class Standings:
    """The officers' page: the proposed ranking while it holds, else what the marks say now."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.round)

    @cached_property
    def latest(self) -> Ranking | None:
        return rankings.latest(self.round)

    @cached_property
    def is_stale(self) -> bool:
        """Marks or minutes changed since the ranking was prepared, and it is not published."""
        return bool(
            self.latest
            and not self.latest.released_at
            and (
                self.latest.marks_digest != self.evidence.digest or not minutes.are_in(self.latest)
            )
        )

    @cached_property
    def rows(self) -> list[Row]:
        if self.latest and not self.is_stale:
            return rows_of(self.latest)
        decisions = work_out(self.evidence, Terms(picks=minutes.picks_of(self.round)))
        return _rows(decisions, self.round)

    @property
    def ties(self) -> list[int]:
        """The shared places of the stored ranking that the chair may still decide."""
        if self.latest is None or self.latest.released_at or self.is_stale:
            return []
        shared = [row.decision for row in self.rows if row.decision.tie == Decision.Tie.SHARED]
        return sorted({decision.place for decision in shared})

    @property
    def appeals_to_correct(self) -> bool:
        return Appeal.objects.to_correct().filter(ranking__round=self.round).exists()

    @property
    def marks_to_publish(self) -> bool:
        return Amendment.objects.to_publish().in_round(self.round).exists()

    @property
    def placed(self) -> list[Row]:
        return [row for row in self.rows if row.decision.place]

    @property
    def thin(self) -> list[Row]:
        return [row for row in self.rows if row.is_thin]

    @property
    def signed(self) -> int:
        return sum(len(sheets) for sheets in self.evidence.sheets.values())

    @cached_property
    def unsigned(self) -> int:
        return Sheet.objects.in_round(self.round).awaited().count()

    @cached_property
    def why_not_prepare(self) -> str | None:
        return rankings.why_not_prepare(self.round, self.evidence)


def rows_of(ranking: Ranking) -> list[Row]:
    """The stored decisions in order. Two queries."""
    decisions = list(ranking.decisions.select_related("entry", "tie_criterion"))
    return _rows(decisions, ranking.round)


def tried(round_: Round, rules: Rules) -> list[Row]:
    """The rows that these rules would give, with what the chair decided; nothing is stored.

    Raises NotAllowed where a quota would have to choose among entries that share a place.
    """
    decisions = rankings.worked_out(Evidence(round_), rankings.terms_of(round_, rules))
    return _rows(decisions, round_)


def _rows(decisions: list[Decision], round_: Round) -> list[Row]:
    papers = papers_of([decision.entry for decision in decisions])
    asked = round_.scores_per_entry
    return [Row(decision, papers[decision.entry.pk], asked) for decision in decisions]
