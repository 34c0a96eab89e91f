"""Mails about an account, to its person and to the administrators, in the caller's transaction."""

from allauth.account.adapter import get_adapter
from django.utils import translation

from .models import User
from .roles import Role


def tell(user: User, letter: str, **facts: object) -> None:
    """`letter` is a pair of templates in templates/account/email/. Mails are always in Thai."""
    with translation.override("th"):
        get_adapter().send_mail(f"account/email/{letter}", user.email, {"user": user, **facts})


def tell_administrators(letter: str, **facts: object) -> None:
    """Every administrator, so that what two of them do is never done quietly."""
    administrators = User.objects.filter(
        is_active=True, appointments__role=Role.ADMINISTRATOR, appointments__ended_at=None
    )
    for administrator in administrators.distinct():
        tell(administrator, letter, **facts)
