"""Whether a file may be kept, what it is, who may have it, and if not, why and what to do about it.

`examine` is what everybody calls. It looks only at the bytes it is given and keeps nothing, so it
may be called again after a crash, in a request or in a worker.
"""

from .child import draw_more
from .examining import Found, accepted_at, examine, refuse_at_sight
from .reasons import FileRefused, explanation, refusal, warning_words

__all__ = [
    "FileRefused",
    "Found",
    "accepted_at",
    "draw_more",
    "examine",
    "explanation",
    "refusal",
    "refuse_at_sight",
    "warning_words",
]
