"""People, appointments and memberships."""

import uuid
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contest_portal import clock
from contest_portal.audit import Actor
from contest_portal.registry.models import LAO, Province

from .roles import Permission, Role, permissions_of


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
        roles = {Role.NEWCOMER}
        roles.update(
            Role(role) for role in self.appointments.current().values_list("role", flat=True)
        )
        if self.employers:
            roles.add(Role.LAO_MEMBER)
        return roles

    @cached_property
    def employers(self) -> list[LAO]:
        """The LAOs that the person belongs to or says to belong to, in the order of the claims."""
        current = self.memberships.current().select_related("lao__amphoe", "lao__province")
        return [membership.lao for membership in current.order_by("claimed_at")]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.roles) if self.is_active else frozenset()

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

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


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def verified(self):
        return self.current().exclude(verified_at=None)

    def awaiting(self):
        return self.current().filter(verified_at=None).order_by("claimed_at")

    def refused(self):
        """Refused claims of people who have claimed nothing since, so they have still to act."""
        others = self.model.objects.filter(~Q(pk=OuterRef("pk")), user=OuterRef("user"))
        since = others.filter(claimed_at__gte=OuterRef("ended_at"))
        ended = self.exclude(ended_at=None).exclude(end_reason="")
        return ended.filter(~Exists(since), verified_at=None).order_by("ended_at")

    def decidable_by(self, user: User):
        """Claims that a person may confirm: all for DLA officers, their own province's for others.

        Nobody confirms their own.
        """
        others = self.exclude(user=user)
        if Role.DLA_OFFICER in user.roles:
            return others
        provinces = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
        return others.filter(lao__province__in=provinces.values("province"))


class Membership(models.Model):
    """A person works for an LAO: claimed by the person, verified by somebody who knows."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("Responsible person")
        EDITOR = "editor", _("Colleague")
        SIGNATORY = "signatory", _("Signatory")

    class How(models.TextChoices):
        OFFICER = "officer", _("An officer of DLA confirmed it")
        PROVINCE = "province", _("The province confirmed it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OWNER)
    claimed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="verified_memberships"
    )
    how = models.CharField(max_length=20, choices=How, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "lao"], condition=Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None, how="")
                | Q(verified_at__isnull=False, verified_by__isnull=False) & ~Q(how=""),
                name="membership_verified_by_whom_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.lao}"

    @property
    def is_awaiting(self) -> bool:
        return self.verified_at is None and self.ended_at is None

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None and self.ended_at is None


class OneTimeLinkQuerySet(models.QuerySet):
    def usable(self, at: datetime):
        return self.filter(closed_at=None, not_after__gt=at)


class OneTimeLink(models.Model):
    """A way in for somebody who was just appointed. The row alone opens nothing: see the module."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_links")
    nonce = models.CharField(max_length=32)
    not_after = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} {self.not_after:%Y-%m-%d %H:%M}"


class SecondFactorResetQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)


class SecondFactorReset(models.Model):
    """One administrator asks for a person's second factor to be reset, another one decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="second_factor_resets")
    reason = models.CharField(max_length=500)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(default=False)

    objects = SecondFactorResetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(decided_at=None), name="second_factor_reset_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="second_factor_reset_decided_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(is_granted=True, decided_by=models.F("requested_by")),
                name="second_factor_reset_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.requested_at:%Y-%m-%d}"
