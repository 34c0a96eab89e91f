"""How fast one receiving domain gets circulars: large mail services shut out who sends faster.

Each domain's row says until when its minute is used up; a claim that may go moves it on. Codes
and notices are never held back.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from notifications.models import DomainPace, Message

MINUTE = timedelta(minutes=1)
# The sweeper wakes senders so often: a domain's share of that time goes at once.
AT_ONCE = timedelta(seconds=15)


def may_go(*, at: datetime) -> Q:
    """The messages whose domain is not used up."""
    if not settings.PORTAL_MAIL_PER_DOMAIN:
        return Q()
    used_up = DomainPace.objects.filter(free_at__gt=at + AT_ONCE)
    return ~Q(lane=Message.Lane.BULK, domain__in=used_up.values("domain"))


def take(message: Message, *, at: datetime) -> bool:
    """Use up one mail's share of its domain's minute. False: another worker took the last one."""
    if message.lane != Message.Lane.BULK or not settings.PORTAL_MAIL_PER_DOMAIN:
        return True
    share = MINUTE / settings.PORTAL_MAIL_PER_DOMAIN
    open_pace = DomainPace.objects.filter(domain=message.domain, free_at__lte=at + AT_ONCE)
    if open_pace.update(free_at=Greatest(F("free_at"), Value(at)) + share):
        return True
    _pace, is_new = DomainPace.objects.get_or_create(
        domain=message.domain, defaults={"free_at": at + share}
    )
    return is_new
