"""An entry is a workspace of answers and files; each submit freezes a snapshot of it."""

from .answering import Answer, AnswerVersion
from .approving import Approval
from .arriving import DueFile, Upload
from .attaching import Attachment, private_files, private_name
from .entering import Entry, Status
from .extending import Extension
from .resembling import SimilarPair, Sketch
from .screened import (
    OpenQuestion,
    Screener,
    ScreeningCheck,
    ScreeningCriterion,
    ScreeningMark,
    SendBack,
)
from .submitting import Submission

__all__ = [
    "Answer",
    "AnswerVersion",
    "Approval",
    "Attachment",
    "DueFile",
    "Entry",
    "Extension",
    "OpenQuestion",
    "Screener",
    "ScreeningCheck",
    "ScreeningCriterion",
    "ScreeningMark",
    "SendBack",
    "SimilarPair",
    "Sketch",
    "Status",
    "Submission",
    "Upload",
    "private_files",
    "private_name",
]
