"""The one place where facts become mails: rows of the outbox in the fact's own transaction."""

from . import appeals, approvals, belonging, deadlines, entries, judges, nudges

__all__ = ["appeals", "approvals", "belonging", "deadlines", "entries", "judges", "nudges"]
