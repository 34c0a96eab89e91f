"""When a judge is away: no reminder goes out, and nobody calls that silence."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.bangkok import calendar_day
from judging.models import Judge


@transaction.atomic
def tell(judge: Judge, first: date | None, last: date | None, *, by: User) -> Judge:
    """Away from the first day to the last, both included; None and None: not away after all."""
    if (first is None) != (last is None):
        raise NotAllowed(_("Write both the first and the last day, or neither."))
    if first and last and last < first:
        raise NotAllowed(_("The last day comes before the first."))
    judge = (
        Judge.objects.select_for_update(of=("self",))
        .select_related("round__edition")
        .get(pk=judge.pk)
    )
    judge.away_from, judge.away_until = first, last
    judge.save(update_fields=["away_from", "away_until"])
    facts = {
        "person": str(judge.user_id),
        "from": first and first.isoformat(),
        "until": last and last.isoformat(),
    }
    audit.record(
        audit.Action.ABSENCE_TOLD, judge, by=by, facts=facts, edition=judge.round.edition.slug
    )
    return judge


def is_away(judge: Judge, at: datetime) -> bool:
    first, last = judge.away_from, judge.away_until
    return first is not None and last is not None and first <= calendar_day(at) <= last
