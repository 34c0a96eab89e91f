"""The one place where facts become mails: rows of the outbox in the fact's own transaction."""

from . import approvals, belonging, deadlines, entries, judges, nudges

__all__ = ["approvals", "belonging", "deadlines", "entries", "judges", "nudges"]
