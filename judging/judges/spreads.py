"""How far apart the signed sheets of an entry lie: where judges disagree most."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import F, Q, Sum

from judging.models import Round, Sheet
from judging.numbers.scoring import TOP, half_up


def spreads_of(round_: Round) -> dict[UUID, Decimal]:
    """Highest minus lowest sheet score, 0 to 100, of entries with at least two signed sheets."""
    scores: defaultdict[UUID, list[Fraction]] = defaultdict(list)
    for entry, earned, possible in _sums(round_):
        scores[entry].append(100 * Fraction(earned, TOP * possible))
    return {
        entry: half_up(max(given) - min(given), places=2)
        for entry, given in scores.items()
        if len(given) > 1
    }


def _sums(round_: Round):
    """(entry, sum of weight x mark, sum of weights) of each sheet with something answered."""
    answered = Q(marks__not_applicable=False)
    return (
        Sheet.objects.in_round(round_)
        .counted()
        .annotate(
            earned=Sum(F("marks__value") * F("marks__criterion__weight"), filter=answered),
            possible=Sum("marks__criterion__weight", filter=answered),
        )
        .exclude(possible=None)
        .values_list("assignment__entry", "earned", "possible")
    )
