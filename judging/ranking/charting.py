"""Where things lie on the charts of the figures' page: numbers in pixels, drawn by the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from judging.numbers.scoring import half_up

from .figures import EntryRow, JudgeRow

LINE = 34  # from one row to the next
TOP = 34
STEP = 5  # between grid lines, in points


@dataclass(frozen=True)
class Frame:
    """The plotted area of a drawing `width` wide: names at the left, values at the right."""

    width: int
    left: int
    right: int
    name_above: bool = False


DESK = Frame(width=760, left=330, right=690)
PHONE = Frame(width=360, left=16, right=290, name_above=True)


@dataclass(frozen=True)
class Bar:
    row: EntryRow
    place: int
    score: Decimal
    y: int
    name_y: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Chart:
    """`cut_y` is where the last award ends, None where everybody or nobody wins."""

    frame: Frame
    bars: list[Bar]
    grid: list[tuple[int, float]]
    cut_y: int | None
    height: int

    @property
    def cut_words_y(self) -> int:
        """The base of the cut's words: below its line, or above it where a name stands below."""
        return (self.cut_y or 0) + (-6 if self.frame.name_above else 14)


def of_entries(rows: Sequence[EntryRow], method: str, *, awards: int, frame: Frame) -> Chart:
    """Intervals of the adjusted scores, the best first."""
    shown = [(row, float(row.scores["adjusted"])) for row in rows]
    lows = [float(row.low) if row.low is not None else score for row, score in shown]
    highs = [float(row.high) if row.high is not None else score for row, score in shown]
    first = floor(min(lows, default=0) / STEP) * STEP
    last = max(ceil(max(highs, default=STEP) / STEP) * STEP, first + STEP)
    line = LINE + (20 if frame.name_above else 0)

    def x(value: float) -> float:
        share = (value - first) / (last - first)
        return round(frame.left + share * (frame.right - frame.left), 1)

    bars = [
        Bar(row, row.places[method], row.scores["adjusted"], y := TOP + index * line + line // 2,
            y - 18 if frame.name_above else y, x(lows[index]), x(score), x(highs[index]))
        for index, (row, score) in enumerate(shown)
    ]  # fmt: skip
    winners = sum(row.places[method] <= awards for row in rows)
    return Chart(
        frame=frame,
        bars=bars,
        grid=[(value, x(value)) for value in _grid(first, last, frame)],
        cut_y=TOP + winners * line if 0 < winners < len(rows) else None,
        height=TOP + len(rows) * line + 8,
    )


def _grid(first: int, last: int, frame: Frame) -> range:
    """At most so many lines that their numbers do not touch."""
    room = (frame.right - frame.left) // 48
    step = STEP
    while (last - first) / step > room:
        step += STEP
    return range(first, last + 1, step)


@dataclass(frozen=True)
class Tilt:
    """A judge's bar to the left (harsh) or right (lenient) of the middle, 100 wide each side."""

    row: JudgeRow
    effect: Decimal
    x: float
    width: float


def of_judges(rows: Sequence[JudgeRow]) -> list[Tilt]:
    largest = max((abs(row.effect.value) for row in rows), default=0) or 1
    found = []
    for row in rows:
        width = round(float(abs(row.effect.value) / largest) * 100, 1)
        x = 100 - width if row.effect.value < 0 else 100.0
        found.append(Tilt(row, half_up(row.effect.value, places=1), x, width))
    return found
