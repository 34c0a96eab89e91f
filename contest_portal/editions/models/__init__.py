"""An edition of the contest: who owns it, when it is open, and what its form asks."""

from .edition import (
    Category,
    Edition,
    FileKind,
    Holiday,
    Milestone,
    in_language,
)
from .form import FormField, FormSection

__all__ = [
    "Category",
    "Edition",
    "FileKind",
    "FormField",
    "FormSection",
    "Holiday",
    "Milestone",
    "in_language",
]
