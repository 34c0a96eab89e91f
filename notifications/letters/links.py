"""Links that open a letter without an account. They are derived, not stored.

Nothing in the database opens one, and every one can be printed again.
"""

import base64
import hashlib
import hmac
import uuid
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.urls import reverse

from notifications.models import Recipient

LIFE = timedelta(days=180)

LETTER = "letter"
A_TOKEN = "a-token"  # noqa: S105  (stands for one)
# Opens the figures of the province and nothing else: for the governor, and to be passed around.
PROVINCE = "province"
# Opens the invitation that a province hands on: for posters and messages, seen by everybody.
PASSED_ON = "passed on"


def for_district(amphoe: str) -> str:
    """The purpose of the link that opens the list of one district: for its officer."""
    return f"district-{amphoe}"


def token_of(recipient: Recipient, purpose: str = LETTER) -> str:
    """What stands in the address: whose letter, and the proof that we wrote the link for that."""
    return f"{recipient.pk}.{_proof(recipient, purpose)}"


def path_of(recipient: Recipient) -> str:
    return _letter_path().replace(A_TOKEN, token_of(recipient))


@cache
def _letter_path() -> str:
    """With a place for the token: thousands of links are made at once."""
    return reverse("letters:letter", args=[A_TOKEN])


def told_path_of(recipient: Recipient) -> str:
    return reverse("letters:forwarding_list", args=[token_of(recipient)])


def pdf_path_of(recipient: Recipient) -> str:
    return reverse("letters:letter_pdf", args=[token_of(recipient)])


def not_this_year_path_of(recipient: Recipient) -> str:
    return reverse("letters:letter_not_this_year", args=[token_of(recipient)])


def url_of(recipient: Recipient) -> str:
    return settings.PORTAL_ORIGIN + path_of(recipient)


def province_url_of(recipient: Recipient) -> str:
    token = token_of(recipient, PROVINCE)
    return settings.PORTAL_ORIGIN + reverse("letters:my_province", args=[token])


def district_url_of(recipient: Recipient, amphoe: str) -> str:
    token = token_of(recipient, for_district(amphoe))
    return settings.PORTAL_ORIGIN + reverse("letters:district_list", args=[amphoe, token])


def poster_path_of(recipient: Recipient) -> str:
    """By the link that is handed on, so that a page for others may offer it."""
    return reverse("letters:poster", args=[token_of(recipient, PASSED_ON)])


def passed_on_url_of(recipient: Recipient) -> str:
    return settings.PORTAL_ORIGIN + reverse(
        "letters:passed_on", args=[token_of(recipient, PASSED_ON)]
    )


def recipient_of(token: str, purpose: str = LETTER) -> Recipient | None:
    """The recipient whose link this is, expired or not; None for anything we did not write."""
    key, _dot, proof = token.partition(".")
    try:
        recipient = _recipients().get(pk=uuid.UUID(key))
    except (ValueError, Recipient.DoesNotExist):
        return None
    own = _proof(recipient, purpose)
    return recipient if hmac.compare_digest(proof.encode(), own.encode()) else None


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


def _proof(recipient: Recipient, purpose: str) -> str:
    # What hangs on a wall goes on working when the letter is corrected.
    version = "" if purpose == PASSED_ON else recipient.circular.version
    facts = f"{purpose}|{recipient.pk}|{version}|{recipient.link_nonce}"
    code = hmac.new(settings.PORTAL_LINK_KEY.encode(), facts.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(code.digest()).decode().rstrip("=")
