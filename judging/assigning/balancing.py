"""Who reads what: few sheets more for those who have few, and panels that mix."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

J = TypeVar("J", bound=Hashable)
E = TypeVar("E", bound=Hashable)


def plan(
    entries: Sequence[E],
    judges: Sequence[J],
    *,
    taken: Iterable[tuple[J, E]],
    forbidden: Iterable[tuple[J, E]],
    wanted: Mapping[E, int],
    most: Mapping[J, int] | None = None,
    knows: Callable[[J, E], bool] = lambda judge, entry: True,
) -> Iterator[tuple[J, E]]:
    """Pairs to add so that every entry has the judges it wants, or as many as conflicts leave.

    Each seat goes to the allowed judge with the fewest sheets; of these to one who knows the
    subject; then to the one who shares the fewest entries with those already chosen for it, so that
    everybody's harshness can be compared; then to the first in order. Nobody gets more than `most`.
    Entries that few may read come first. The same input gives the same plan, and a plan already
    carried out gives an empty one.
    """
    table = _Table(entries, taken, most or {})
    barred = set(taken) | set(forbidden)
    allowed = {entry: [j for j in judges if (j, entry) not in barred] for entry in entries}
    for entry in sorted(entries, key=lambda each: len(allowed[each])):
        for _seat in range(wanted[entry] - len(table.readers[entry])):
            able = [judge for judge in allowed[entry] if table.has_room(judge)]
            if not able:
                break
            judge = min(
                able,
                key=lambda j: (table.load[j], not knows(j, entry), table.shared_with(j, entry)),
            )
            allowed[entry].remove(judge)
            table.seat(judge, entry)
            yield judge, entry


class _Table(Generic[J, E]):
    """Who reads what so far; sheets of entries that are not to be judged count nowhere."""

    def __init__(
        self, entries: Iterable[E], taken: Iterable[tuple[J, E]], most: Mapping[J, int]
    ) -> None:
        self.most = most
        self.load: Counter[J] = Counter()
        self.readers: dict[E, list[J]] = {entry: [] for entry in entries}
        self._shared: defaultdict[J, Counter[J]] = defaultdict(Counter)
        for judge, entry in taken:
            if entry in self.readers:
                self.seat(judge, entry)

    def seat(self, judge: J, entry: E) -> None:
        for other in self.readers[entry]:
            self._shared[judge][other] += 1
            self._shared[other][judge] += 1
        self.readers[entry].append(judge)
        self.load[judge] += 1

    def has_room(self, judge: J) -> bool:
        return judge not in self.most or self.load[judge] < self.most[judge]

    def shared_with(self, judge: J, entry: E) -> int:
        """How many entries the judge reads together with those who read this one."""
        return sum(self._shared[judge][other] for other in self.readers[entry])
