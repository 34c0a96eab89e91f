"""Giving a person a role: an officer, an organiser, a judge, an administrator."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Province

from . import letters
from .models import Appointment, User
from .roles import Role

APPOINTED_ROLES = frozenset(Role) - {Role.NEWCOMER, Role.LAO_MEMBER}


@transaction.atomic
def appoint(
    email: str,
    role: Role | str,
    *,
    by: object,
    province: Province | None = None,
    edition_slug: str = "",
    name: str = "",
) -> User:
    """Appoint the person of this address, known or new; their address counts as verified.

    Doing it twice changes nothing. Raises NotAllowed for a role that nobody is appointed to or a
    missing or needless province, ValidationError for what is not an address.
    """
    _check(role, province)
    user = person(email, name=name)
    _appointment, is_new = Appointment.objects.current().get_or_create(
        user=user, role=role, edition_slug=edition_slug, province=province, ended_at=None
    )
    if is_new:
        _record(user, role, by=by, province=province, edition_slug=edition_slug)
        user.forget_roles()
    return user


@transaction.atomic
def end(appointment: Appointment, *, by: User, at: datetime) -> None:
    """Take the role away. Nobody ends their own, so that an administrator is always left."""
    if appointment.user_id == by.pk:
        raise NotAllowed(
            _("Nobody ends their own appointment."),
            next_step=_("Ask another administrator to do it."),
        )
    current = Appointment.objects.current().filter(pk=appointment.pk)
    if current.update(ended_at=at):
        facts = {"role": appointment.role, "email": appointment.user.email}
        audit.record(audit.Action.APPOINTMENT_ENDED, appointment.user, by=by, facts=facts)
        letters.tell(appointment.user, "appointment_ended", role=appointment.get_role_display())


@transaction.atomic
def person(email: str, *, name: str = "", position: str = "") -> User:
    """The person of this address, made if need be, with a verified address and no password yet."""
    validate_email(email)
    user = User.objects.known_by(email, name=name, position=position)
    first = not EmailAddress.objects.filter(user=user).exists()
    EmailAddress.objects.update_or_create(
        user=user,
        email=user.email,
        defaults={"verified": True},
        create_defaults={"verified": True, "primary": first},
    )
    return user


def _check(role: Role | str, province: Province | None) -> None:
    if role not in APPOINTED_ROLES:
        raise NotAllowed(_("Nobody is appointed to this role."))
    if role == Role.PROVINCE_OFFICER and province is None:
        raise NotAllowed(_("A provincial officer needs a province."))
    if role != Role.PROVINCE_OFFICER and province is not None:
        raise NotAllowed(_("Only a provincial officer has a province."))


def _record(
    user: User, role: Role | str, *, by: object, province: Province | None, edition_slug: str
) -> None:
    audit.record(
        audit.Action.PERSON_APPOINTED,
        user,
        by=by,
        facts={"role": str(role), "email": user.email},
        edition=edition_slug,
        province=province.code if province else "",
    )
