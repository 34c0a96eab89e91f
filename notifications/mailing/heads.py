"""The head of the audit's chain, mailed once a day to those who keep it outside the database."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contest_portal.audit import sealing
from contest_portal.thai.dates import thai_datetime
from notifications.models import Message

from . import outbox

KIND = "audit_head"


def owe(*, at: datetime) -> int:
    """Owe the mail of the day of `at` in Thailand; again on that day changes nothing.

    Returns how many addresses it is owed to: those of PORTAL_AUDIT_HEADS_TO.
    """
    if not settings.PORTAL_AUDIT_HEADS_TO:
        return 0
    sealing.seal_all()
    seal = sealing.present()
    if seal is None:
        return 0
    day = timezone.localdate(at)
    with translation.override("th"):
        subject = _("Head of the audit of %(host)s") % {"host": settings.PORTAL_MAIL_DOMAIN}
        text = _words(seal, at)
    for address in settings.PORTAL_AUDIT_HEADS_TO:
        outbox.enqueue(
            lane=Message.Lane.NOTICE, kind=KIND, key=f"{KIND}:{day.isoformat()}:{address}",
            to=address, subject=subject, text=text,
        )  # fmt: skip
    return len(settings.PORTAL_AUDIT_HEADS_TO)


def _words(seal: sealing.Seal, at: datetime) -> str:
    told = _(
        "Sealed until %(moment)s. Keep this mail where nobody who rules the portal can delete it."
    ) % {"moment": thai_datetime(at)}
    how = _("To find out whether anything was changed since:")
    return f"{told}\n\n{seal}\n\n{how}\npython manage.py verify_audit --anchor {seal}\n"
