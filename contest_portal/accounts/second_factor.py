"""The second proof of who one is: an app's code or a passkey, and who cannot work without one."""

import base64
import hashlib

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.db.models import UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from contest_portal.prepared import Given, Prepared

from .models import User
from .roles import NEED_SECOND_FACTOR

# Recovery codes alone are no second factor: they stand in for one that is lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
FACTORS_OF = Prepared(
    lambda: Authenticator.objects.filter(user=Given("user", UUIDField()), type__in=FACTORS)
    .values_list("pk", flat=True)
)  # fmt: skip
# What one may do before: set one up, look after the account, sign out.
OPEN_BEFORE = ("mfa_", "account_", "usersessions_")


def is_demanded_of(user: User) -> bool:
    """A demonstration offers it and demands it of nobody."""
    return not settings.PORTAL_DEMO and bool(user.roles & NEED_SECOND_FACTOR)


def has_one(user: User) -> bool:
    return bool(FACTORS_OF.all(user=user.pk))


def _was_proved(request: HttpRequest) -> bool:
    """In this very session, which costs no question. When somebody's factors are taken away for
    them, their sessions end (`accounts.recovery`)."""
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "mfa" and each.get("type") in FACTORS for each in records)


class DemandSecondFactor:
    """Middleware: whoever must have a second factor sets it up before any page of work."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        is_open = not getattr(view, "login_required", True)
        if is_open or not request.user.is_authenticated or self._is_open_before(request):
            return None
        if not is_demanded_of(request.user) or _was_proved(request) or has_one(request.user):
            return None
        messages.warning(request, _("Your role needs a second proof of who you are. Add one now."))
        return redirect("mfa_index")

    def _is_open_before(self, request: HttpRequest) -> bool:
        return (request.resolver_match.url_name or "").startswith(OPEN_BEFORE)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's own behaviour; the portal's differences are named here."""

    def encrypt(self, text: str) -> str:
        """What lies in the database makes no codes: the key is outside of it."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of whoever must have one stays until there is another."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        is_last = not others.exclude(pk=authenticator.pk).exists()
        return not (is_last and is_demanded_of(authenticator.user))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)


def _vault() -> Fernet:
    key = hashlib.sha256(b"second factors|" + settings.PORTAL_LINK_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
