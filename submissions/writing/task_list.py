"""The task list of an entry: its parts in phases, and how many minutes are left."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from contest_portal.editions.models import FormField

from .content import Item, Part, Progress

# Rough minutes for one question, by its kind; one that is not named takes one.
MINUTES = {FormField.Type.LONG_TEXT: 4, FormField.Type.TABLE: 5, FormField.Type.FILE: 3}


@dataclass(frozen=True)
class Phase:
    heading: Promise
    parts: list[Part]


def phases(parts: list[Part]) -> list[Phase]:
    """Parts that tell about the work, then those that prove it; none without parts."""
    telling = Phase(gettext_lazy("Tell about the work"), [p for p in parts if not _proves(p)])
    proving = Phase(gettext_lazy("Show evidence"), [p for p in parts if _proves(p)])
    return [phase for phase in (telling, proving) if phase.parts]


def _proves(part: Part) -> bool:
    return any(item.is_file for item in part.items)


def complete(parts: list[Part]) -> int:
    return sum(part.progress == Progress.COMPLETE for part in parts)


def minutes_left(parts: list[Part]) -> int:
    """Rough minutes for everything that still keeps the entry from being sent."""
    return sum(minutes(part) for part in parts)


def minutes(part: Part) -> int:
    """Rough minutes for what is still open in a part; 0 where nothing is."""
    return sum(_minutes(item) for item in part.items if item.blocks)


def _minutes(item: Item) -> int:
    return MINUTES.get(FormField.Type(item.type), 1)


def saved_at(parts: list[Part]):
    """When an answer was saved last; None before the first."""
    answers = (item.answer for part in parts for item in part.items if item.answer)
    return max(filter(None, (answer.changed_at for answer in answers)), default=None)
