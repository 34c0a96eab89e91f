"""The return address of each mail: it names the mail, and proves that we wrote it (VERP).

A bounce comes back to `b+<message>.<proof>@<PORTAL_BOUNCE_DOMAIN>`. Whoever makes an address up
cannot make its proof up, so that nobody marks a mail as bounced by writing to us.
"""

import hashlib
import hmac
import uuid
from email.utils import parseaddr

from django.conf import settings
from django.core.mail.message import sanitize_address

from notifications.models import Message

PREFIX = "b+"
PROOF_DIGITS = 16  # 64 bits; the local part stays below the 64 octets of RFC 5321


def address_of(message: Message) -> str:
    """The envelope's sender; the visible sender's own where no domain takes bounces."""
    if not settings.PORTAL_BOUNCE_DOMAIN:
        return sanitize_address(parseaddr(message.sender)[1], "utf-8")
    return f"{PREFIX}{message.pk.hex}.{_proof(message.pk)}@{settings.PORTAL_BOUNCE_DOMAIN}"


def message_of(address: str) -> Message | None:
    """The mail whose return address this is; None for anything we did not write.

    Mail servers on the way may change the case of letters, so case says nothing.
    """
    local, _at, domain = address.strip().lower().rpartition("@")
    key, _dot, proof = local.removeprefix(PREFIX).partition(".")
    if not local.startswith(PREFIX) or domain != settings.PORTAL_BOUNCE_DOMAIN.lower():
        return None
    try:
        pk = uuid.UUID(key)
    except ValueError:
        return None
    if not hmac.compare_digest(proof.encode(), _proof(pk).encode()):
        return None
    return Message.objects.filter(pk=pk).first()


def _proof(pk: uuid.UUID) -> str:
    said = f"bounce|{pk.hex}".encode()
    sealed = hmac.new(settings.PORTAL_LINK_KEY.encode(), said, hashlib.sha256)
    return sealed.hexdigest()[:PROOF_DIGITS]
