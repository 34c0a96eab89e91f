"""The entries that every judge of a round scores first.

They are entries of the contest like all others: their sheets count, since each was signed before
its judge saw any other, and sheets that all judges share make their harshness comparable.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Calibration, Round
from submissions.models import Entry

MOST = 3


@transaction.atomic
def choose(round_: Round, entries: Sequence[Entry], *, by: User, at: datetime) -> None:
    """These, in this order, in place of those chosen before. None: no calibration."""
    locked = Round.objects.lock(round_.pk)
    if reason := why_not(locked, at):
        raise NotAllowed(reason)
    if len(entries) > MOST:
        raise NotAllowed(_("Choose three entries at most."))
    locked.calibrations.all().delete()
    Calibration.objects.bulk_create(
        Calibration(round=locked, entry=entry, order=order)
        for order, entry in enumerate(entries, start=1)
    )
    audit.record(
        audit.Action.CALIBRATION_CHOSEN,
        locked,
        by=by,
        facts={"entries": [str(entry.pk) for entry in entries]},
        edition=locked.edition.slug,
    )


def why_not(round_: Round, at: datetime) -> str | None:
    """Why they can no longer be chosen; None while they can."""
    if at < round_.opens_at:
        return None
    words = _("The round opened on %(moment)s, so its calibration entries are fixed.")
    return words % {"moment": thai_datetime(round_.opens_at)}
