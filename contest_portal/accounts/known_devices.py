"""Browsers in which a person has signed in before, told by a signed cookie.

Such a browser counts its wrong passwords by itself, so that nobody elsewhere can use them up. It is
no proof of anything: it signs nobody in.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .models import tidy_address

COOKIE = "device"
SALT = "contest_portal.known_device"
LIFE_SECONDS = 180 * 24 * 3600
MOST_PEOPLE = 8  # one office computer


def device_of(request: HttpRequest, login: str) -> str | None:
    """The name of the browser, if this person has signed in with it."""
    device = _read(request)
    return device["id"] if _mark(login) in device["people"] else None


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    device = _read(request)
    others = [mark for mark in device["people"] if mark != _mark(login)]
    device["people"] = [_mark(login), *others][:MOST_PEOPLE]
    response.set_cookie(
        cookie_name(),
        signing.dumps(device, salt=SALT),
        max_age=LIFE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def cookie_name() -> str:
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def _read(request: HttpRequest) -> dict:
    """A new device for a browser without a cookie, or with one that is not ours."""
    try:
        sealed = request.COOKIES.get(cookie_name(), "")
        return signing.loads(sealed, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return {"id": secrets.token_hex(8), "people": []}


def _mark(login: str) -> str:
    """The cookie tells whoever reads it no addresses."""
    said = f"{settings.SECRET_KEY}|{tidy_address(login)}".encode()
    return hashlib.sha256(said).hexdigest()[:24]
