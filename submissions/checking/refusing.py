"""Saying no, in one word: the portal has the sentences."""


class Refused(Exception):
    """Carries the word for the reason."""
