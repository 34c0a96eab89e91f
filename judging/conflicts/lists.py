"""All conflicts of a round as officers read them: suggested by the register, and declared."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from judging.models import Conflict, Judge, Round, SetAside
from judging.rounds import entries
from judging.rounds.paper import Paper, papers_of

from . import suggesting
from .suggesting import Suggestion


@dataclass(frozen=True)
class SuggestedRow:
    suggestion: Suggestion
    judge: Judge
    paper: Paper

    @property
    def kind(self) -> str:
        return Conflict.Kind(self.suggestion.kind).label


class Conflicts:
    """Read in a fixed number of queries."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    @cached_property
    def suggested(self) -> list[SuggestedRow]:
        found = suggesting.pending(self.round)
        return [
            SuggestedRow(each, self._judges[each.judge], self.papers[each.entry]) for each in found
        ]

    @cached_property
    def declared(self) -> list[Conflict]:
        """The newest first, each with `paper` of its entry."""
        mine = Conflict.objects.filter(judge__round=self.round, entry__in=list(self.papers))
        found = list(mine.select_related("judge__user", "declared_by").order_by("-declared_at"))
        for each in found:
            each.paper = self.papers[each.entry_id]
        return found

    @cached_property
    def set_aside(self) -> list[SetAside]:
        """The newest first, each with `paper` of its entry."""
        mine = SetAside.objects.filter(judge__round=self.round, entry__in=list(self.papers))
        found = list(mine.select_related("judge__user", "decided_by").order_by("-decided_at"))
        for each in found:
            each.paper = self.papers[each.entry_id]
        return found

    @cached_property
    def papers(self) -> dict[UUID, Paper]:
        return papers_of(entries.of_round(self.round))

    @cached_property
    def _judges(self) -> dict[UUID, Judge]:
        return self.round.judges.select_related("user").in_bulk()
