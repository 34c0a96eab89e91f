"""Whom a person works for: claimed by the person, verified by somebody who knows."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.accounts.roles import Kind, Permission, Role, kinds_with
from contest_portal.registry.models import LAO

from .people import User


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

    def active(self):
        """Verified members who can still sign in."""
        return self.verified().filter(user__is_active=True)

    def owners_of(self, lao: LAO):
        return self.active().filter(lao=lao, kind=Kind.OWNER)

    def signatories_of(self, lao: LAO):
        """Who may approve an entry of the LAO before it is sent, in the order they came."""
        return self.active().filter(lao=lao, kind=Kind.SIGNATORY).order_by("verified_at")

    def of_officer(self, user: User):
        """Members and claims in a person's care as an officer; one's own is another's to decide."""
        others = self.exclude(user=user)
        if Role.DLA_OFFICER in user.roles:
            return others
        provinces = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
        return others.filter(lao__province__in=provinces.values("province"))

    def decidable_by(self, user: User, *, at: datetime):
        """What an officer may decide now: all for DLA; for a province, what colleagues left open.

        Where an organisation has an owner, the owner has a working day to answer first.
        """
        theirs = self.of_officer(user)
        if Role.DLA_OFFICER in user.roles:
            return theirs
        return theirs.filter(Q(province_from=None) | Q(province_from__lte=at) | ~_has_an_owner())

    def left_to_colleagues(self, user: User, *, at: datetime):
        """Of the officer's province, and for now the owner's to answer."""
        decidable = self.decidable_by(user, at=at)
        return self.of_officer(user).exclude(pk__in=decidable.values("pk"))

    def answerable_by(self, user: User):
        """What colleagues ask of a person who may manage members of their organisation."""
        managing = user.memberships.verified().filter(
            kind__in=kinds_with(Permission.MANAGE_MEMBERS)
        )
        return self.exclude(user=user).filter(lao__in=managing.values("lao"))


def _has_an_owner() -> Exists:
    return Exists(Membership.objects.active().filter(lao=OuterRef("lao"), kind=Kind.OWNER))


class Membership(models.Model):
    """A person works for an LAO. `province_from` is when the province may answer beside the
    owner; None where there was no owner to ask."""

    Kind = Kind

    class How(models.TextChoices):
        OFFICER = "officer", _("An officer of DLA confirmed it")
        PROVINCE = "province", _("The province confirmed it")
        LETTER = "letter", _("An officer confirmed it by the signed letter")
        COLLEAGUE = "colleague", _("A colleague confirmed it")
        HANDOVER = "handover", _("A colleague handed over")
        CIRCULAR = "circular", _("By the code printed with the circular")
        MAILBOX = "mailbox", _("By the code sent to the official mailbox")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OWNER)
    claimed_at = models.DateTimeField()
    province_from = models.DateTimeField(null=True, blank=True)
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
                | Q(verified_at__isnull=False, verified_by=None, how__in=("circular", "mailbox"))
                | Q(verified_at__isnull=False, verified_by__isnull=False)
                & ~Q(how__in=("", "circular", "mailbox")),
                name="membership_verified_by_whom_or_by_code",
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


class InvitationQuerySet(models.QuerySet):
    def open(self, *, at: datetime):
        """Neither accepted nor taken back nor too old, by somebody who is still responsible.

        `at` is machine time.
        """
        return self.filter(
            accepted_at=None, withdrawn_at=None, not_after__gt=at, giver__kind=Kind.OWNER,
            giver__ended_at=None, giver__user__is_active=True,
        )  # fmt: skip

    def for_person(self, user: User):
        """By the address, which signing in has proved."""
        return self.filter(email=user.email)


class Invitation(models.Model):
    """An owner names a successor who has not come yet: who signs in with that address takes over.

    `giver_leaves` is what becomes of the owner then: gone, or a colleague as before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lao = models.ForeignKey(LAO, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    giver = models.ForeignKey(Membership, models.PROTECT, related_name="invitations")
    giver_leaves = models.BooleanField()
    invited_at = models.DateTimeField()
    not_after = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lao", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open_an_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="invitation_accepted_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.lao}"
