"""People and their appointments."""

import uuid

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Q, QuerySet, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.accounts.roles import Permission, Role, kinds_with, permissions_of
from contest_portal.audit import Actor
from contest_portal.prepared import Given, Prepared
from contest_portal.registry.models import LAO, Province


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=tidy_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def known_by(self, email: str, **fields) -> "User":
        """The person of this address; a new one without a password if nobody has it yet."""
        facts = {**fields, "password": make_password(None)}
        return self.get_or_create(email=tidy_address(email), defaults=facts)[0]


def tidy_address(email: str) -> str:
    """One address has one spelling, so that nobody exists twice."""
    return email.strip().lower()


class User(AbstractBaseUser):
    """A person, known by an e-mail address. What they may do follows from their roles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("full name"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.machine_now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> set[Role]:
        """Roles in force now: everybody signed in, plus appointments, plus belonging to an LAO."""
        return {Role.NEWCOMER} | {Role(role) for role in ROLES_IN_FORCE.all(person=self.pk)}

    @cached_property
    def employers(self) -> list[LAO]:
        """The LAOs that the person belongs to or says to belong to, in the order of the claims."""
        if Role.LAO_MEMBER not in self.roles:
            return []
        current = self.memberships.current().select_related("lao__amphoe", "lao__province")
        return [membership.lao for membership in current.order_by("claimed_at")]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def may_in(self, lao: LAO, permission: Permission) -> bool:
        """What the person's verified kind of membership allows in one organisation."""
        mine = self.memberships.verified().filter(lao=lao, kind__in=kinds_with(permission))
        return self.may(permission) and mine.exists()

    def forget_roles(self) -> None:
        """Read the roles afresh: they have just changed."""
        for remembered in ("roles", "permissions", "employers"):
            self.__dict__.pop(remembered, None)

    @property
    def audit_actor(self) -> Actor:
        roles = sorted(self.roles - {Role.NEWCOMER})
        return Actor(id=str(self.pk), label=str(self), role=roles[0] if roles else Role.NEWCOMER)


class AppointmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class Appointment(models.Model):
    """A role given to a person, for one edition or all (slug ""), for one province or none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    edition_slug = models.CharField(max_length=40, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="officers"
    )
    appointed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.PROVINCE_OFFICER, province__isnull=False)
                | ~Q(role=Role.PROVINCE_OFFICER) & Q(province__isnull=True),
                name="appointment_province_for_provincial_officers_only",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "edition_slug", "province"],
                condition=Q(ended_at=None, province__isnull=False),
                name="appointment_once_in_a_province",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "edition_slug"],
                condition=Q(ended_at=None, province=None),
                name="appointment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


def _roles_in_force() -> QuerySet:
    """Names of roles: of the appointments, and of belonging to an LAO."""
    person = Given("person", models.UUIDField())
    held = Appointment.objects.current().filter(user=person)
    memberships = apps.get_model("accounts", "Membership").objects.current().filter(user=person)
    belonging = memberships.values_list(Value(Role.LAO_MEMBER.value), flat=True)
    return held.values_list("role", flat=True).union(belonging)


ROLES_IN_FORCE = Prepared(_roles_in_force)
