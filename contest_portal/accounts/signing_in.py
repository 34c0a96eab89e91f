"""How people sign in: what we change of django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse

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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has not said their name is asked for it first."""
        if not request.user.name:
            return reverse("accounts:profile")
        return super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("home")
