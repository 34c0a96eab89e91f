"""What came of an entry, as its organisation reads it once the results are published."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from judging.deciding import quotas
from judging.models import Decision, Ranking
from submissions.models import Entry


def published(entries: Iterable[Entry]) -> dict:
    """The decisions on these entries by the entry's id, of the last round that is published; none
    before the release."""
    found = Decision.objects.filter(entry__in=entries, ranking__released_at__isnull=False)
    ordered = found.select_related("ranking__round").defer("ranking__matrix")
    return {
        decision.entry_id: decision
        for decision in ordered.order_by("ranking__round__order", "ranking__number")
    }


def published_in(edition: str) -> Exists:
    """Whether the results are out, as an expression; `edition` names its column of the query."""
    return Exists(Ranking.objects.released().filter(round__edition=OuterRef(edition)))


def in_words(decision: Decision) -> str:
    """Rank 3 · Award"""
    if decision.place is None:
        return _("No place: no signed sheet")
    rank = _("Rank %(place)s") % {"place": decision.place}
    return f"{rank} · {decision.get_award_display()}" if decision.award else rank


def cause_in_words(decision: Decision) -> str:
    """A quota kept a seat: at least 1 of City municipality"""
    words = decision.get_award_cause_display()
    if decision.award_reason:
        return f"{words}: {decision.award_reason}"
    if decision.award_quota:
        (quota,) = quotas.from_rows([decision.award_quota])
        return f"{words}: {quotas.in_words(quota)}"
    return words
