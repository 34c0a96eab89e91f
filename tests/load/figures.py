"""Figures of a run: percentiles, tables, and the machine that they were measured on."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from importlib.metadata import version

PACKAGES = ("django", "granian", "psycopg2-binary", "celery")


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that `share` of them do not exceed; 0 of none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, its columns as wide as what stands in them."""
    texts = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(t, widths, strict=True)) + " |"
             for t in texts]  # fmt: skip
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def machine() -> str:
    """One line: processors, memory, how busy it was, and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} processors, {memory:.0f} GiB, load before {_load():.1f};"
        f" Python {platform.python_version()}, {packages}"
    )


def _load() -> float:
    """Of the last minute: what others did before the run."""
    return os.getloadavg()[0]
