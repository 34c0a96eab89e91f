"""Which entries a round is about."""

from judging.models import Round
from submissions.models import Entry
from submissions.querysets import EntryQuerySet


def of_round(round_: Round) -> EntryQuerySet:
    """Every eligible entry of the edition, or those of them that an earlier round let through."""
    eligible = Entry.objects.in_edition(round_.edition_id).eligible()
    if round_.source_id is None:
        return eligible
    return eligible.filter(passages__round=round_.source_id, passages__goes_on=True)
