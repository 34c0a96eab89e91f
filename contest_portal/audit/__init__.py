"""What happened. One append-only table that every layer writes inside its own transaction.

Every timeline in the portal is a reading of it: there is no second event table.
"""

from .actions import Action
from .actor import SYSTEM, Actor
from .recording import about, record

__all__ = ["SYSTEM", "Action", "Actor", "about", "record"]
