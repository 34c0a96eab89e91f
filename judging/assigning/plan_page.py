"""A plan as officers look at it before anything is handed out."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from uuid import UUID

from judging.models import Assignment, Judge, Plan, Round
from judging.numbers.given import parts
from judging.rounds.paper import Paper, papers_of
from judging.solving.evenness import least_unevenness, unevenness

from . import assignment, shortfalls
from .planning import Pair, Panel
from .shortfalls import Shortfall


@dataclass(frozen=True)
class JudgeRow:
    """Sheets `now` and `then`, of which `strange` are outside the judge's skills. `most`: the
    limit, or None. `of_one_province`: the most entries of any one."""

    judge: Judge
    now: int
    added: int
    ended: int
    then: int
    most: int | None
    strange: int
    of_one_province: int


@dataclass(frozen=True)
class EntryRow:
    """Who reads an entry that changes: `stay`, `come` and `go`; `gone` left before, and why."""

    paper: Paper
    stay: list[str]
    come: list[str]
    go: list[str]
    gone: list[str]


@dataclass(frozen=True)
class Missing:
    paper: Paper
    shortfall: Shortfall


def missing_of(panel: Panel, papers: Mapping[UUID, Paper]) -> list[Missing]:
    """Entries whose seats are empty as sheets are handed out now."""
    found = shortfalls.shortfalls(panel, panel.handed_out)
    return [Missing(papers[each.entry], each) for each in found]


class PlanPage:
    """Worked out of the plan and the panel that it was made for."""

    def __init__(self, plan: Plan, panel: Panel) -> None:
        self.plan = plan
        self.panel = panel
        self.round: Round = plan.round
        self.added: list[Pair] = [(UUID(judge), UUID(entry)) for judge, entry in plan.added]
        self.ended: list[Pair] = [(UUID(judge), UUID(entry)) for judge, entry in plan.ended]

    @cached_property
    def is_overtaken(self) -> bool:
        return assignment.is_overtaken(self.plan, self.panel)

    @property
    def gap_percent(self) -> float | None:
        """From the best plan, rounded up to one place."""
        return None if self.plan.gap is None else ceil(self.plan.gap * 1000) / 10

    @property
    def moved(self) -> int:
        """Sheets that a judge who stays gives up."""
        return len(self.ended)

    @cached_property
    def then(self) -> set[Pair]:
        """Who reads what once the plan is carried out."""
        known = self.panel.seats.keys()
        kept = {pair for pair in self.panel.handed_out if pair[1] in known}
        return (kept - set(self.ended)) | set(self.added)

    @cached_property
    def judges(self) -> list[JudgeRow]:
        """In the order of invitation."""
        provinces = {entry: province for entry, province, _category in self.panel.entries}
        read = defaultdict(list)
        for judge, entry in self.then:
            read[judge].append(entry)
        now, come, go = (
            Counter(judge for judge, _entry in pairs)
            for pairs in (self.panel.handed_out, self.added, self.ended)
        )
        return [
            JudgeRow(
                judge=self._people[one.judge],
                now=now[one.judge],
                added=come[one.judge],
                ended=go[one.judge],
                then=len(read[one.judge]),
                most=one.most,
                strange=sum(not self._knows(one.judge, entry) for entry in read[one.judge]),
                of_one_province=max(Counter(provinces[e] for e in read[one.judge]).values(),
                                    default=0),
            )
            for one in self.panel.readers
        ]  # fmt: skip

    @property
    def fewest(self) -> int:
        return min((row.then for row in self.judges), default=0)

    @property
    def most(self) -> int:
        return max((row.then for row in self.judges), default=0)

    @property
    def province_share(self) -> int:
        """So many entries of the largest province everybody reads where they are shared evenly."""
        sizes = Counter(province for _entry, province, _category in self.panel.entries)
        largest = max(sizes.values(), default=0) * self.panel.wanted
        return ceil(largest / max(1, len(self.panel.readers)))

    @property
    def of_one_province(self) -> int:
        return max((row.of_one_province for row in self.judges), default=0)

    @property
    def strange(self) -> int:
        return sum(row.strange for row in self.judges)

    @property
    def undeclared(self) -> list[Judge]:
        """Who has not gone through the list of entries yet."""
        return [row.judge for row in self.judges if row.judge.declared_at is None]

    @cached_property
    def parts(self) -> int:
        return len(parts(self.then))

    @cached_property
    def evenness(self) -> int:
        """The bound as a share of what is reached, in per cent: 100 is as even as can be."""
        pairs = self._numbered
        reached = unevenness(pairs)
        return 100 if reached == 0 else least_unevenness(pairs) * 100 // reached

    @cached_property
    def entries(self) -> list[EntryRow]:
        """Those that the plan changes, in the order of their numbers."""
        changed = {entry for _judge, entry in [*self.added, *self.ended]}
        readers = self._by_entry(self.then - set(self.added))
        come, go = self._by_entry(self.added), self._by_entry(self.ended)
        return [
            EntryRow(self.papers[entry], readers[entry], come[entry], go[entry], self._gone[entry])
            for entry, *_facts in self.panel.entries
            if entry in changed
        ]

    @cached_property
    def missing(self) -> list[Missing]:
        found = shortfalls.shortfalls(self.panel, self.then)
        return [Missing(self.papers[each.entry], each) for each in found]

    @property
    def empty_seats(self) -> int:
        return sum(each.shortfall.seats for each in self.missing)

    @property
    def advice(self) -> str:
        return shortfalls.advice()

    @cached_property
    def papers(self) -> dict[UUID, Paper]:
        return papers_of([entry for entry, *_facts in self.panel.entries])

    @cached_property
    def _people(self) -> dict[UUID, Judge]:
        return self.round.judges.select_related("user").in_bulk()

    @cached_property
    def _gone(self) -> defaultdict[UUID, list[str]]:
        """By entry: whose sheets were taken back before."""
        found: defaultdict[UUID, list[str]] = defaultdict(list)
        gone = Assignment.objects.filter(judge__round=self.round).exclude(ended_at=None)
        for judge, entry in gone.order_by("ended_at").values_list("judge", "entry"):
            found[entry].append(str(self._people[judge]))
        return found

    @property
    def _numbered(self) -> list[tuple[int, int]]:
        judges = {judge: number for number, judge in enumerate(self.panel.judges)}
        entries = {entry: number for number, (entry, *_rest) in enumerate(self.panel.entries)}
        return [(judges[judge], entries[entry]) for judge, entry in self.then]

    def _by_entry(self, pairs) -> defaultdict[UUID, list[str]]:
        found: defaultdict[UUID, list[str]] = defaultdict(list)
        for judge, entry in pairs:
            found[entry].append(str(self._people[judge]))
        return found

    def _knows(self, judge: UUID, entry: UUID) -> bool:
        return self._offers[judge].knows(self._categories[entry])

    @cached_property
    def _offers(self) -> dict:
        return {one.judge: one.offer(len(self.panel.entries)) for one in self.panel.readers}

    @cached_property
    def _categories(self) -> dict[UUID, str]:
        return {entry: category for entry, _province, category in self.panel.entries}
