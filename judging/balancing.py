"""Who reads what: few sheets more for those who have few, and panels that mix."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

J = TypeVar("J", bound=Hashable)
E = TypeVar("E", bound=Hashable)


def plan(
    entries: Sequence[E],
    judges: Sequence[J],
    *,
    taken: Iterable[tuple[J, E]],
    forbidden: Iterable[tuple[J, E]],
    wanted: int,
) -> list[tuple[J, E]]:
    """Pairs to add so that every entry has `wanted` judges, or as many as conflicts leave.

    Each seat goes to the allowed judge with the fewest sheets; of these to the one who shares the
    fewest entries with those already chosen for it, so that everybody's harshness can be compared;
    then to the first in order. Entries that few may read come first. The same input gives the same
    plan, and a plan already carried out gives an empty one.
    """
    pairs, barred = set(taken), set(taken) | set(forbidden)
    load = Counter(judge for judge, _entry in pairs)
    allowed = {entry: [j for j in judges if (j, entry) not in barred] for entry in entries}
    added = []
    for entry in sorted(entries, key=lambda each: len(allowed[each])):
        chosen = [judge for judge, read in pairs if read == entry]
        for _seat in range(min(wanted - len(chosen), len(allowed[entry]))):
            judge = min(allowed[entry], key=lambda j: (load[j], _shared(j, chosen, pairs)))
            allowed[entry].remove(judge)
            chosen.append(judge)
            load[judge] += 1
            pairs.add((judge, entry))
            added.append((judge, entry))
    return added


def _shared(judge: J, others: Sequence[J], pairs: set[tuple[J, E]]) -> int:
    """How often the judge already reads an entry together with one of the others."""
    own = {entry for reader, entry in pairs if reader == judge}
    return sum(1 for reader, entry in pairs if reader in others and entry in own)
