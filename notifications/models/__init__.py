"""Circulars and their recipients, every mail and every attempt to send it, acknowledgements."""

from .abstaining import Abstention
from .acknowledgements import Acknowledgement
from .bounces import Bounce
from .calls import CallNote
from .circulars import Circular, Recipient
from .corrections import Correction
from .forwarding import Forwarding
from .outbox import Attempt, DomainPace, Heartbeat, Message, RelayRest
from .papers import CircularPaper
from .plan import OutreachPlan
from .reminders import Reminder

__all__ = [
    "Abstention",
    "Acknowledgement",
    "Attempt",
    "Bounce",
    "CallNote",
    "Circular",
    "CircularPaper",
    "Correction",
    "DomainPace",
    "Forwarding",
    "Heartbeat",
    "Message",
    "OutreachPlan",
    "Recipient",
    "RelayRest",
    "Reminder",
]
