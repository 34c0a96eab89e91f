"""Rounds with their rubric, judges, conflicts, assigned sheets, marks and decisions."""

from .amendments import Amendment
from .appeals import Appeal
from .arrangements import Calibration, Slot
from .certificates import Certificate
from .inquiries import Inquiry
from .judges import Conflict, Judge, SetAside
from .meetings import Minutes, Verdict
from .passages import Passage
from .plans import PairRule, Plan
from .reopenings import Reopening
from .results import Decision, Ranking
from .rounds import TOP_MARK, Criterion, Level, Round
from .sequels import ChosenComment, Sequel
from .sheets import NOT_APPLICABLE, Assignment, Mark, Sheet

__all__ = [
    "NOT_APPLICABLE", "TOP_MARK", "Amendment", "Appeal", "Assignment", "Calibration", "Certificate",
    "ChosenComment", "Conflict", "Criterion", "Decision", "Inquiry", "Judge", "Level", "Mark",
    "Minutes", "PairRule", "Passage", "Plan", "Ranking", "Reopening", "Round", "Sequel", "SetAside",
    "Sheet", "Slot", "Verdict",
]  # fmt: skip
