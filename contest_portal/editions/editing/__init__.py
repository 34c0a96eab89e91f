"""Changing the form of an edition while people write: safely, explained, and audited.

Answers are never touched. What is taken out is retired and keeps its answers; submitted versions
are snapshots and never change. After the edition has closed only words may change.
"""

from .limits import change_limits
from .ordering import move_part, move_question
from .parts import retire_part, save_part
from .questions import Accept, retire_question, save_question, why_not
from .window import ChangedMeanwhile, NotNow, may_change_only_words

__all__ = [
    "Accept",
    "ChangedMeanwhile",
    "NotNow",
    "change_limits",
    "may_change_only_words",
    "move_part",
    "move_question",
    "retire_part",
    "retire_question",
    "save_part",
    "save_question",
    "why_not",
]
