"""Circulars and their recipients, every mail and every attempt to send it, acknowledgements."""

from .acknowledgements import Acknowledgement
from .bounces import Bounce
from .circulars import Circular, Recipient
from .forwarding import Forwarding
from .outbox import Attempt, DomainPace, Heartbeat, Message, RelayRest
from .papers import CircularPaper
from .reminders import Reminder

__all__ = [
    "Acknowledgement",
    "Attempt",
    "Bounce",
    "Circular",
    "CircularPaper",
    "DomainPace",
    "Forwarding",
    "Heartbeat",
    "Message",
    "Recipient",
    "RelayRest",
    "Reminder",
]
