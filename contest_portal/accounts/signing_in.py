"""How people sign in: what we change of django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context as current
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from . import attempts, known_devices

# Somebody sits at the screen and waits for these.
AWAITED_MAILS = frozenset({
    "account/email/login_code",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/account_already_exists",
    "account/email/password_reset_key",
})  # fmt: skip


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour; the portal's differences are named here."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Outside of a request too, where allauth's own would fail for want of a site."""
        self.render_mail(template_prefix, email, {"email": email, **context}).send()

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict,
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The mail with the lane that the outbox is to send it in."""
        lane = "code" if template_prefix in AWAITED_MAILS else "notice"
        kind = template_prefix.rpartition("/")[-1]
        routing = {"X-Portal-Lane": lane, "X-Portal-Kind": kind}
        return super().render_mail(template_prefix, email, context, {**(headers or {}), **routing})

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """allauth counts by the address alone, so that anybody could lock anybody out."""
        return attempts.source_of(request, credentials["email"])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            attempts.note_failure(credentials["email"])
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.note_failure(credentials["email"])

    def post_login(self, request: HttpRequest, user: Any, **circumstances: Any) -> HttpResponse:
        response = super().post_login(request, user, **circumstances)
        known_devices.remember(request, response, user.email)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has not said their name is asked for it first."""
        if not request.user.name:
            return reverse("accounts:profile")
        return super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("home")


class LoginCodeForm(RequestLoginCodeForm):
    def clean_email(self) -> str:
        _few_attempts(self.cleaned_data["email"], "request_login_code")
        return super().clean_email()


class ForgottenPasswordForm(ResetPasswordForm):
    def clean_email(self) -> str:
        _few_attempts(self.cleaned_data["email"], "reset_password")
        return super().clean_email()


def _few_attempts(email: str, action: str) -> None:
    if not attempts.allow(current.request, action, email):
        attempts.note_failure(email)
        raise AccountAdapter().validation_error("too_many_login_attempts")
