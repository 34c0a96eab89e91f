"""What officers read before they decide who goes on: verdicts or the ranking, and what differs."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from judging.models import Decision, Passage, Round, Sheet
from judging.numbers.agreement import nominal_alpha
from judging.numbers.scoring import half_up
from judging.ranking.standings import Standings
from judging.rounds.entries import of_round
from judging.rounds.paper import Paper, papers_of

V = Sheet.Verdict


@dataclass(frozen=True)
class Given:
    """A signed sheet's verdict, with the reason that the judge wrote."""

    judge: str
    verdict: str
    words: str
    reason: str


@dataclass(frozen=True)
class Row:
    """`given` in a qualifying round, `decision` in others; `stored` is the present decision."""

    entry: UUID
    paper: Paper
    given: tuple[Given, ...] = ()
    awaited: int = 0
    decision: Decision | None = None
    stored: bool | None = None

    def count(self, verdict: str) -> int:
        return sum(each.verdict == verdict for each in self.given)

    @property
    def passes(self) -> int:
        return self.count(V.PASS)

    @property
    def fails(self) -> int:
        return self.count(V.FAIL)

    @property
    def unsure(self) -> int:
        return self.count(V.UNSURE)

    @property
    def is_split(self) -> bool:
        """Judges differ, or nobody is sure."""
        return len({each.verdict for each in self.given}) > 1 or bool(self.unsure)

    @property
    def is_majority(self) -> bool:
        """More than half of the signed sheets say pass."""
        return 2 * self.passes > len(self.given)


class PassagePage:
    """`first` is how many of the ranking go on, where somebody asked for a suggestion by it."""

    def __init__(self, round_: Round, *, first: int | None = None) -> None:
        self.round = round_
        self.first = first

    @property
    def is_qualifying(self) -> bool:
        return self.round.kind == Round.Kind.QUALIFYING

    @cached_property
    def rows(self) -> list[Row]:
        """Split verdicts first, then by how many pass; of other rounds in the order of places."""
        stored = dict(self.round.passages.values_list("entry", "goes_on"))
        if not self.is_qualifying:
            standings = Standings(self.round).rows
            return [
                Row(each.decision.entry_id, each.paper, decision=each.decision,
                    stored=stored.get(each.decision.entry_id))
                for each in standings
            ]  # fmt: skip
        entries = of_round(self.round).order_by("number")
        papers, given, awaited = papers_of(entries), self._given, self._awaited
        rows = [
            Row(each.pk, papers[each.pk], tuple(given[each.pk]), awaited[each.pk],
                stored=stored.get(each.pk))
            for each in entries
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (not row.is_split, row.fails - row.passes))

    @property
    def suggested(self) -> set[UUID]:
        """What stands ticked at first: the decision so far, else the first places or a majority."""
        if self.first is not None:
            return {row.entry for row in self.rows if 0 < _place(row) <= self.first}
        if any(row.stored is not None for row in self.rows):
            return {row.entry for row in self.rows if row.stored}
        return {row.entry for row in self.rows if row.is_majority}

    def differing(self, goes_on: Collection[UUID]) -> list[Row]:
        """Entries of a qualifying round for which the decision differs from the majority."""
        if not self.is_qualifying:
            return []
        return [row for row in self.rows if (row.entry in goes_on) != row.is_majority]

    @cached_property
    def decided(self) -> Passage | None:
        return self.round.passages.select_related("decided_by").first()

    @property
    def split(self) -> int:
        return sum(row.is_split for row in self.rows)

    @property
    def unanimous(self) -> int:
        return sum(len(row.given) > 1 and not row.is_split for row in self.rows)

    @cached_property
    def awaited(self) -> int:
        return sum(self._awaited.values())

    @cached_property
    def alpha(self) -> Decimal | None:
        """Krippendorff's, of the verdicts as names."""
        value = nominal_alpha([each.verdict for each in row.given] for row in self.rows)
        return None if value is None else half_up(value, places=2)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many sheets say what."""
        said = Counter(each.verdict for row in self.rows for each in row.given)
        return [(str(label), said[verdict]) for verdict, label in V.choices]

    @cached_property
    def _given(self) -> defaultdict[UUID, list[Given]]:
        found: defaultdict[UUID, list[Given]] = defaultdict(list)
        sheets = Sheet.objects.in_round(self.round).counted().defer("private_note")
        related = sheets.select_related("assignment__judge__user")
        for sheet in related.order_by("assignment__judge__invited_at", "assignment__judge"):
            judge = str(sheet.assignment.judge)
            words = sheet.get_verdict_display() or _("No verdict")
            found[sheet.assignment.entry_id].append(
                Given(judge, sheet.verdict, words, sheet.comment)
            )
        return found

    @cached_property
    def _awaited(self) -> Counter[UUID]:
        awaited = Sheet.objects.in_round(self.round).awaited()
        return Counter(awaited.values_list("assignment__entry", flat=True))


def _place(row: Row) -> int:
    """0 where it has none."""
    return (row.decision.place or 0) if row.decision else 0
