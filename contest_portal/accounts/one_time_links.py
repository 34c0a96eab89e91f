"""One-time sign-in links for people who were appointed: a day's life, one use.

The token is derived with the link key and stored nowhere, so nothing in the database opens a link.
"""

import base64
import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal.refusals import NotAllowed

from .models import OneTimeLink, User

LIFE = timedelta(hours=24)
PURPOSE = "one-time-link"


@transaction.atomic
def make(user: User, *, at: datetime) -> str:
    """A token for the person; earlier ones stop working. `at` is machine time."""
    user.one_time_links.filter(closed_at=None).update(closed_at=at)
    link = OneTimeLink.objects.create(user=user, nonce=secrets.token_hex(16), not_after=at + LIFE)
    return f"{link.pk.hex}.{_seal(link)}"


def find(token: str, *, at: datetime) -> OneTimeLink | None:
    """The link that the token opens, if it still opens one."""
    name, _dot, seal = token.partition(".")
    try:
        pk = uuid.UUID(hex=name)
    except ValueError:
        return None
    link = OneTimeLink.objects.usable(at).filter(pk=pk).select_related("user").first()
    if link is None or not link.user.is_active:
        return None
    return link if hmac.compare_digest(_seal(link).encode(), seal.encode()) else None


def use(link: OneTimeLink, *, at: datetime) -> User:
    """Close the link and return whose it is. Of two uses at once, one wins."""
    if not OneTimeLink.objects.usable(at).filter(pk=link.pk).update(closed_at=at):
        raise NotAllowed(
            _("This link has been used already."),
            next_step=_("Sign in with a code sent to your e-mail address."),
        )
    return link.user


def _seal(link: OneTimeLink) -> str:
    said = f"{PURPOSE}|{link.pk}|{link.user_id}|{link.nonce}".encode()
    sealed = hmac.new(settings.PORTAL_LINK_KEY.encode(), said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
