"""Django's way of sending mail, turned into rows of the outbox.

Lower layers call `EmailMessage.send()`. Headers that begin with X-Portal- say how the mail is to
be treated, and never leave the house.
"""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notifications.models import Message

from . import outbox

PREFIX = "X-Portal-"


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each address of each mail, in the caller's transaction."""
        return sum(_enqueue(mail) for mail in email_messages)


def _enqueue(mail: EmailMessage) -> int:
    if mail.attachments:
        raise ValueError("The outbox keeps no attachments: link to the document instead.")
    addresses = list(dict.fromkeys(mail.recipients()))
    key = mail.extra_headers.get(f"{PREFIX}Key") or str(uuid.uuid4())
    for number, address in enumerate(addresses):
        outbox.enqueue(
            lane=mail.extra_headers.get(f"{PREFIX}Lane", Message.Lane.NOTICE),
            kind=mail.extra_headers.get(f"{PREFIX}Kind", "mail"),
            key=f"{key}:{number}" if number else key,
            to=address,
            subject=mail.subject,
            text=mail.body,
            html=_html(mail),
            sender=mail.from_email,
            about=mail.extra_headers.get(f"{PREFIX}About", ""),
        )
    return len(addresses)


def _html(mail: EmailMessage) -> str:
    for alternative in getattr(mail, "alternatives", ()):
        if alternative.mimetype == "text/html":
            return alternative.content
    return ""
