"""This app's share of an edition file: the plan of the outreach."""

from contest_portal.editions import parts
from contest_portal.editions.models import Edition

from .models import OutreachPlan


def load_plan(edition: Edition, plan: dict) -> None:
    OutreachPlan.objects.update_or_create(edition=edition, defaults=plan)


def register() -> None:
    parts.register("outreach", load_plan)
