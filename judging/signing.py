"""Signing a sheet: it is complete, it counts, and it no longer changes."""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed

from .models import Criterion, Sheet
from .sheets import advance, given_on

sheet_signed = Signal()  # sheet, by


@transaction.atomic
def sign(sheet: Sheet, *, by: User, at: datetime, version: int) -> Sheet:
    """Lock the sheet as the judge saw it at `version`. Raises as `sheets.save` does, and NotAllowed
    naming the criteria that are still blank."""
    signed = advance(sheet, by=by, at=at, version=version, signed_at=at)
    reason = why_not(signed)
    if reason:
        raise NotAllowed(reason, next_step=_("Go back to the sheet and complete it."))
    audit.record(
        audit.Action.SHEET_SIGNED,
        signed,
        by=by,
        facts={"version": signed.version, "marks": given_on(signed), "comment": signed.comment},
        edition=signed.edition.slug,
    )
    sheet_signed.send(sender=Sheet, sheet=signed, by=by)
    return signed


def why_not(sheet: Sheet) -> str | None:
    """What the sheet lacks to be signed; None when it is complete."""
    missing = blank_criteria(sheet)
    if missing:
        titles = ", ".join(criterion.title for criterion in missing)
        return _("Still blank: %(criteria)s.") % {"criteria": titles}
    if not sheet.marks.filter(not_applicable=False).exists():
        return _("Every criterion is marked as impossible to assess: give at least one mark.")
    return None


def blank_criteria(sheet: Sheet) -> list[Criterion]:
    marked = sheet.marks.values("criterion")
    return list(sheet.round.criteria.exclude(pk__in=marked))
