"""Choosing what follows a release: before it, so that nobody chooses after seeing who won."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Round, Sequel

BEFORE_THE_RELEASE = ("tells_scores", "appeal_days")


def sequel_of(round_: Round) -> Sequel:
    """As chosen, or the defaults, which are not stored (version 0)."""
    return Sequel.objects.filter(round=round_).first() or Sequel(round=round_, version=0)


@transaction.atomic
def choose(round_: Round, rules: dict, *, by: User, at: datetime, version: int) -> Sequel:
    """`version` is the one that the page showed. Raises NotAllowed where somebody saved meanwhile,
    or where something is to change that must be chosen before the release."""
    locked = Round.objects.lock(round_.pk)
    stored = sequel_of(locked)
    changed = {name: value for name, value in rules.items() if getattr(stored, name) != value}
    if stored.version and not changed:
        return stored
    if stored.version != version:
        raise NotAllowed(
            _("A colleague saved this meanwhile. Nothing was overwritten."),
            next_step=_("Open the page again and look at what is chosen now."),
        )
    if why_late(locked) and any(name in changed for name in BEFORE_THE_RELEASE):
        raise NotAllowed(str(why_late(locked)))
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.version, stored.saved_by, stored.saved_at = version + 1, by, at
    stored.save()
    facts = {name: str(value) for name, value in changed.items()}
    audit.record(
        audit.Action.SEQUEL_CHOSEN, locked, by=by, facts=facts, edition=locked.edition.slug
    )
    return stored


def why_late(round_: Round) -> str | None:
    """Why what entrants are told can no longer be chosen; None while it can."""
    if round_.rankings.released().exists():
        return _(
            "The results are published, so what entrants are told and appeals stay as they are."
        )
    return None
