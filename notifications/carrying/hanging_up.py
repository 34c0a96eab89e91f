"""A relay that hangs up in the middle of a mail: its own trouble, or that of this one mail.

Some mails make a relay or its virus scanner fall over, each time. They are known by others passing
between two tries: such a hang-up counts against the mail, not against the relay. While none
passes, nobody can tell, and it is the relay's.
"""

from django.db.models import QuerySet

from notifications.models import Attempt, Message

MOST_HANG_UPS = 5
REASON = "the relay hung up each time at this mail, and accepted others meanwhile"


def is_its_own(message: Message, attempt: Attempt) -> bool:
    """Whether the relay accepted another mail since it last hung up at this one."""
    earlier = _hang_ups(message).exclude(pk=attempt.pk).order_by("-pk").first()
    if earlier is None:
        return False
    accepted = Attempt.objects.filter(code__range=(200, 299)).exclude(message=message)
    last = accepted.order_by("-pk").first()
    return last is not None and last.finished_at > earlier.finished_at


def is_enough(hang_ups: int) -> bool:
    return hang_ups >= MOST_HANG_UPS


def _hang_ups(message: Message) -> QuerySet[Attempt]:
    return message.tries.filter(code=None, finished_at__isnull=False)
