"""What the channel expects of provinces: by when, and what happens when they do not answer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_portal.editions.models import Edition


def default_sending_days() -> list[int]:
    return [3, 1]


class OutreachPlan(models.Model):
    """The plan of an edition's outreach. Days are working days after the release of a circular.

    The last edition's figures serve where that edition is not in this database.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="outreach_plan")
    acknowledge_days = models.PositiveSmallIntegerField(_("Acknowledge within"), default=2)
    forward_days = models.PositiveSmallIntegerField(_("Pass on within"), default=3)
    tell_days = models.PositiveSmallIntegerField(_("Tell every LAO within"), default=5)
    second_contact_days = models.PositiveSmallIntegerField(_("Second mailbox after"), default=3)
    call_days = models.PositiveSmallIntegerField(_("Call by telephone after"), default=4)
    head_days = models.PositiveSmallIntegerField(_("Head of department after"), default=5)
    draft_nudge_days = models.PositiveSmallIntegerField(
        _("Remind who registered and began nothing, after"), default=3
    )
    sending_nudge_days = models.JSONField(
        default=default_sending_days, blank=True, help_text="Days before an LAO's own deadline."
    )
    organisations_wanted = models.PositiveIntegerField(_("LAOs wanted"), null=True, blank=True)
    last_year_be = models.PositiveSmallIntegerField(_("Last edition's year"), null=True, blank=True)
    last_organisations = models.PositiveIntegerField(
        _("LAOs that entered then"), null=True, blank=True
    )
    last_register = models.PositiveIntegerField(_("LAOs there were then"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledge_days__lte=F("forward_days"))
                & Q(forward_days__lte=F("tell_days")),
                name="plan_in_the_order_of_the_chain",
            ),
            models.CheckConstraint(
                condition=Q(second_contact_days__lte=F("call_days"))
                & Q(call_days__lte=F("head_days")),
                name="plan_climbs_the_ladder",
            ),
            models.CheckConstraint(
                condition=Q(last_organisations__isnull=True)
                | Q(last_organisations__lte=F("last_register")),
                name="plan_last_entrants_of_the_register",
            ),
        ]

    def __str__(self) -> str:
        return self.edition.slug
