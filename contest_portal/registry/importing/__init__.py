"""Bringing the register up to date from a file: read, parse, compare, apply, report.

Two shapes are read: our tidy CSV, and the one DLA publishes. One nonsensical line refuses the file.
"""

from .importing import Decisions, Outcome, import_registry
from .problems import Refused

__all__ = ["Decisions", "Outcome", "Refused", "import_registry"]
