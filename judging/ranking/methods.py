"""Which score decides. An edition chooses before scoring opens; the others are shown beside it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Round
from judging.numbers.given import Entry, Scores
from judging.numbers.harshness import adjusted
from judging.numbers.judges import standardised
from judging.numbers.stability import means

METHODS: dict[str, Callable[[Scores], Mapping[Entry, Fraction]]] = {
    Round.Method.MEAN: means,
    Round.Method.ADJUSTED: adjusted,
    Round.Method.STANDARDISED: standardised,
}


def entry_values(method: str, scores: Scores) -> Mapping[Entry, Fraction]:
    """The score of every entry that has a sheet, exact and not yet rounded."""
    return METHODS[method](scores)


@transaction.atomic
def choose(round_: Round, method: str, *, by: User, at: datetime) -> Round:
    """Raises NotAllowed once scoring is open: nobody chooses a method after seeing marks."""
    locked = Round.objects.lock(round_.pk)
    reason = why_not_choose(locked, at=at)
    if reason:
        raise NotAllowed(reason)
    before, locked.method = locked.method, Round.Method(method)
    locked.save(update_fields=["method"])
    audit.record(
        audit.Action.METHOD_CHOSEN,
        locked,
        by=by,
        facts={"from": before, "to": locked.method},
        edition=locked.edition.slug,
    )
    return locked


def why_not_choose(round_: Round, *, at: datetime) -> str | None:
    """Why the method cannot be chosen any more; None while it can."""
    if at < round_.opens_at:
        return None
    words = _("Scoring opened on %(moment)s, so the way of ranking is fixed.")
    return words % {"moment": thai_datetime(round_.opens_at)}
