"""Circulars and their recipients, every mail and every attempt to send it, acknowledgements."""

from .acknowledgements import Acknowledgement
from .bounces import Bounce
from .circulars import Circular, Recipient
from .forwarding import Forwarding
from .outbox import Attempt, Heartbeat, Message, RelayRest
from .reminders import Reminder

__all__ = [
    "Acknowledgement",
    "Attempt",
    "Bounce",
    "Circular",
    "Forwarding",
    "Heartbeat",
    "Message",
    "Recipient",
    "RelayRest",
    "Reminder",
]
