"""Which entries a round is about."""

from django.utils.translation import gettext as _

from judging.models import Round
from submissions.models import Entry
from submissions.querysets import EntryQuerySet


def of_round(round_: Round) -> EntryQuerySet:
    """Every eligible entry of the edition, or those of them that an earlier round let through."""
    eligible = Entry.objects.in_edition(round_.edition_id).eligible()
    if round_.source_id is None:
        return eligible
    return eligible.filter(passages__round=round_.source_id, passages__goes_on=True)


def why_none(round_: Round) -> str:
    """What a round without entries waits for."""
    if round_.source is None:
        return _("No entry is found eligible yet.")
    return _("No entry has come from “%(round)s” yet.") % {"round": round_.source}
