"""The screen of a consensus meeting: entries near the cut side by side, with all that is known."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from judging.models import Criterion, Minutes, Round, Sheet, Verdict
from judging.numbers import stability
from judging.numbers.scoring import EntryScore
from judging.ranking import methods
from judging.ranking.figures import figures_of
from judging.rounds.paper import Paper

from . import minutes

WITHIN = 2  # places on either side of the cut that are always on the screen
MOST = 12  # entries near the cut on one screen; the others are brought to the table one by one


@dataclass(frozen=True)
class Standing:
    """Where an entry stands by the marks, and in which places 90 % of the resamples put it."""

    paper: Paper
    place: int
    ranks: stability.Interval


@dataclass(frozen=True)
class Card:
    """One entry. `comments` are the judges', without names, in an order that tells nothing."""

    row: Standing
    place: int
    score: EntryScore
    means: list[tuple[Criterion, Decimal | None]]
    comments: list[str]
    verdict: Verdict

    @property
    def entry(self) -> UUID:
        return self.verdict.entry_id


class Meeting:
    """`also` are entries that somebody brought to the table beside those near the cut."""

    def __init__(self, round_: Round, also: frozenset[UUID] = frozenset()) -> None:
        self.round = round_
        self.figures = figures_of(round_)
        self.also = also
        self.why_not_write = minutes.why_not_write(round_)

    @property
    def awards(self) -> int:
        return self.figures.awards

    @cached_property
    def minutes(self) -> Minutes:
        return Minutes.objects.filter(round=self.round).first() or Minutes(version=0)

    @cached_property
    def cards(self) -> list[Card]:
        """The best placed first."""
        scores = self.figures.evidence.scores
        comments = self._comments()
        return [
            self._card(row, entry, scores[entry], comments.get(entry, []))
            for row, entry in self._rows
            if entry in self._nearest or entry in self._verdicts or entry in self.also
        ]

    @property
    def left_out(self) -> int:
        """How many stand near the cut, but not on the screen."""
        shown = {card.entry for card in self.cards}
        return sum(entry not in shown for row, entry in self._rows if self._is_near(row))

    @cached_property
    def _nearest(self) -> set[UUID]:
        """Those near the cut, at most so many: the nearest by place."""
        near = [(row, entry) for row, entry in self._rows if self._is_near(row)]
        near.sort(key=lambda pair: abs(2 * (pair[0].place - self.awards) - 1))
        return {entry for _row, entry in near[:MOST]}

    @property
    def others(self) -> list[tuple[UUID, Standing]]:
        """Those not on the screen, to be brought to the table."""
        shown = {card.entry for card in self.cards}
        return [(entry, row) for row, entry in self._rows if entry not in shown]

    @cached_property
    def _rows(self) -> list[tuple[Standing, UUID]]:
        """Only what the screen shows of the figures: the page of all of them takes seconds."""
        figures = self.figures
        values = methods.entry_values(self.round.method, figures.scores)
        ranks = stability.rank_intervals(figures.scores, seed=figures.seed)
        places = stability.places(values)
        rows = [
            (Standing(figures.papers[entry], places[entry], ranks[entry]), entry)
            for entry in figures.evidence.entries
            if entry in places
        ]
        return sorted(rows, key=lambda pair: pair[0].place)

    @cached_property
    def _verdicts(self) -> dict[UUID, Verdict]:
        return {each.entry_id: each for each in Verdict.objects.filter(round=self.round)}

    def _is_near(self, row: Standing) -> bool:
        near_cut = self.awards - WITHIN < row.place <= self.awards + WITHIN
        is_open = row.ranks.best <= self.awards < row.ranks.worst
        return bool(self.awards) and (near_cut or is_open)

    def _card(self, row: Standing, entry: UUID, score: EntryScore, comments: list[str]) -> Card:
        criteria = self.figures.evidence.criteria
        return Card(
            row=row,
            place=row.place,
            score=score,
            means=list(zip(criteria, score.criterion_means, strict=True)),
            comments=comments,
            verdict=self._verdicts.get(entry) or Verdict(entry_id=entry, version=0),
        )

    def _comments(self) -> dict[UUID, list[str]]:
        counted = Sheet.objects.in_round(self.round).counted().exclude(comment="")
        found: dict[UUID, list[tuple[str, str]]] = {}
        for pk, entry, comment in counted.values_list("pk", "assignment__entry", "comment"):
            mixed = sha256(f"{entry} {pk}".encode()).hexdigest()
            found.setdefault(entry, []).append((mixed, comment))
        return {entry: [words for _key, words in sorted(rows)] for entry, rows in found.items()}


def decided_in_words(verdict: Verdict) -> str:
    """Award: the reason"""
    words = str(verdict.get_outcome_display())
    return f"{words}: {verdict.reason}" if verdict.reason else words
