"""A rule of the contest said no, in words for the person who asked."""

from django.utils.functional import Promise

Words = str | Promise


class NotAllowed(Exception):
    """Raised by verbs. `reason` says what happened, `next_step` what the person can do now."""

    def __init__(self, reason: Words, *, next_step: Words = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.next_step = next_step

    def __str__(self) -> str:
        return str(self.reason)
