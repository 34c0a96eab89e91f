"""Mail that comes back: read, matched to the mail it is about, and kept once.

Untrusted: only a return address whose proof is ours says which mail it is about (`returning`). What
the notification itself says decides no more than whether that mail's receiver got it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.utils import getaddresses
from enum import StrEnum

from django.db import transaction
from flufl.bounce import all_failures

from contest_portal import clock
from contest_portal.registry import contacts
from contest_portal.thai.folding import clean_text
from notifications.models import Bounce, Message

from . import returning

MOST_BYTES = 1024 * 1024  # of one mail that is read at all
KEPT_BYTES = 64 * 1024
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


class Outcome(StrEnum):
    """What became of one mail that came in."""

    PERMANENT = "not delivered"
    TEMPORARY = "delayed"
    KNOWN = "known already"
    NO_FAILURE = "no failure"
    NOT_OURS = "not about a mail of ours"
    TOO_LARGE = "too large"


@dataclass(frozen=True)
class Failure:
    permanent: bool
    status: str
    said: str

    @property
    def words(self) -> str:
        """What the server said, with its status in front unless it named it itself."""
        return self.said if self.status in self.said else f"{self.status} {self.said}".strip()


def receive(raw: bytes, *, at: datetime, to: str = "") -> Outcome:
    """Keep what one incoming mail says about a mail of ours. The same one again changes nothing.

    `to` is the envelope's recipient where the mail server tells it; `at` is the machine's time.
    """
    if len(raw) > MOST_BYTES:
        return Outcome.TOO_LARGE
    mail = message_from_bytes(raw)
    message = _about(mail, to)
    if message is None:
        return Outcome.NOT_OURS
    failure = failure_in(mail)
    if failure is None:
        return Outcome.NO_FAILURE
    return _keep(message, failure, raw, identity=_identity(mail, raw), at=at)


def _about(mail: Mail, to: str) -> Message | None:
    """The mail whose return address this one was sent to."""
    headers = [str(value) for name in ADDRESSED for value in mail.get_all(name, [])]
    for _name, address in [("", to), *getaddresses(headers)]:
        if message := returning.message_of(address):
            return message
    return None


def _identity(mail: Mail, raw: bytes) -> str:
    name = str(mail.get("Message-ID", "")).strip()
    return hashlib.sha256(name.encode(errors="replace") if name else raw).hexdigest()


def failure_in(mail: Mail) -> Failure | None:
    """What the mail says was not delivered; None for good news, auto-replies and chatter."""
    reports = list(_reports(mail))
    for permanent, action in ((True, "failed"), (False, "delayed")):
        for report in reports:
            if _value(report, "Action").lower() == action:
                said = _value(report, "Diagnostic-Code").partition(";")[2]
                return Failure(permanent, _value(report, "Status"), _short(said))
    if reports or _is_automatic_reply(mail):
        return None
    temporary, permanent = all_failures(mail)
    if permanent or temporary:
        return Failure(bool(permanent), "", _short(_first_text(mail)))
    return None


def _reports(mail: Mail) -> Iterator[Mail]:
    """The groups of fields about single recipients in parts of message/delivery-status."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (group for group in part.get_payload() if group["Action"])


def _value(report: Mail, name: str) -> str:
    return " ".join(str(report.get(name, "")).split())


def _is_automatic_reply(mail: Mail) -> bool:
    """RFC 3834 §5: somebody is away; nothing failed."""
    return str(mail.get("Auto-Submitted", "")).lower().startswith("auto-replied")


def _first_text(mail: Mail) -> str:
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True) or b""
            return content.decode(part.get_content_charset("utf-8") or "utf-8", errors="replace")
    return ""


def _short(words: str) -> str:
    return " ".join(clean_text(words).split())[:500]


@transaction.atomic
def _keep(
    message: Message, failure: Failure, raw: bytes, *, identity: str, at: datetime
) -> Outcome:
    """A lasting failure ends a mail that the relay had accepted, and marks its mailbox."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    _bounce, is_new = Bounce.objects.get_or_create(
        message=message,
        identity=identity,
        defaults={**vars(failure), "raw": raw[:KEPT_BYTES], "at": clock.contest_time(at)},
    )
    if not is_new:
        return Outcome.KNOWN
    if not failure.permanent:
        return Outcome.TEMPORARY
    if message.state == Message.State.SENT:
        message.state, message.smtp_text = Message.State.BOUNCED, failure.words
        message.save(update_fields=["state", "smtp_text"])
        if message.recipient:
            contacts.note_bounce(message.recipient.contact, message.address, at=clock.now())
    return Outcome.PERMANENT
