"""Links that open a letter without an account. They are derived, not stored.

Nothing in the database opens one, and every one can be printed again.
"""

import base64
import hashlib
import hmac
import uuid
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from .models import Recipient

PURPOSE = "letter"


def token_of(recipient: Recipient) -> str:
    """What stands in the address: whose letter, and the proof that we wrote the link."""
    return f"{recipient.pk}.{_proof(recipient)}"


def path_of(recipient: Recipient) -> str:
    return reverse("letters:letter", args=[token_of(recipient)])


def told_path_of(recipient: Recipient) -> str:
    return reverse("letters:forwarding_list", args=[token_of(recipient)])


def pdf_path_of(recipient: Recipient) -> str:
    return reverse("letters:letter_pdf", args=[token_of(recipient)])


def not_this_year_path_of(recipient: Recipient) -> str:
    return reverse("letters:letter_not_this_year", args=[token_of(recipient)])


def url_of(recipient: Recipient) -> str:
    return settings.PORTAL_ORIGIN + path_of(recipient)


def recipient_of(token: str) -> Recipient | None:
    """The recipient whose link this is, expired or not; None for anything we did not write."""
    key, _dot, proof = token.partition(".")
    try:
        recipient = _recipients().get(pk=uuid.UUID(key))
    except (ValueError, Recipient.DoesNotExist):
        return None
    return recipient if hmac.compare_digest(proof.encode(), _proof(recipient).encode()) else None


def is_open(recipient: Recipient, *, at: datetime) -> bool:
    """`at` by the machine's clock: a demonstration's clock opens no old link."""
    return recipient.link_revoked_at is None and at < recipient.link_not_after


def _recipients():
    return Recipient.objects.select_related(
        "province",
        "lao__amphoe",
        "lao__province",
        "acknowledgement",
        "circular__edition__organiser",
        "circular__edition__channel",
    )


def _proof(recipient: Recipient) -> str:
    facts = f"{PURPOSE}|{recipient.pk}|{recipient.circular.version}|{recipient.link_nonce}"
    code = hmac.new(settings.PORTAL_LINK_KEY.encode(), facts.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(code.digest()).decode().rstrip("=")
