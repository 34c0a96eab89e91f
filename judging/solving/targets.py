"""How many sheets each judge should read when all seats are shared out fairly."""

from collections.abc import Sequence


def fair_loads(most: Sequence[int], seats: int) -> list[tuple[int, int]]:
    """(fewest, most) sheets of each judge: everybody reads the same, but nobody beyond `most`.

    The level t with sum of min(most, t) = seats; a judge reads between floor(t) and ceil(t).
    """
    level, left = 0, seats
    while True:
        able = sum(1 for limit in most if limit > level)
        if not able or left < able:
            upper = level + (1 if left and able else 0)
            return [(min(limit, level), min(limit, upper)) for limit in most]
        level += 1
        left -= able
