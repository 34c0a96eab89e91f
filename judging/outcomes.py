"""What came of an entry, as its organisation reads it once the results are published."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contest_portal.editions.models import Edition
from submissions.models import Entry

from .models import Decision, Ranking


def published(entries: Iterable[Entry]) -> dict:
    """The decisions on these entries by the entry's id; none before the release."""
    found = Decision.objects.filter(entry__in=entries, ranking__released_at__isnull=False)
    return {decision.entry_id: decision for decision in found}


def are_published(edition: Edition) -> bool:
    return Ranking.objects.released().filter(round__edition=edition).exists()


def in_words(decision: Decision) -> str:
    """Rank 3 · Award"""
    if decision.place is None:
        return _("No place: no signed sheet")
    rank = _("Rank %(place)s") % {"place": decision.place}
    return f"{rank} · {decision.get_award_display()}" if decision.award else rank
