"""At the end of a round officers decide which of its entries go on to the rounds that draw from it.

What the sheets say is only a suggestion: the decision is made entry by entry, with a reason on
record, and may be made anew until sheets of a later round are handed out on it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.documents.digests import digest
from contest_portal.refusals import NotAllowed
from judging.models import Assignment, Mark, Passage, Round, Sheet
from judging.rounds.entries import of_round
from judging.rounds.window import why_over


@transaction.atomic
def decide(
    round_: Round, goes_on: Collection[UUID], *, note: str, seen: str, by: User, at: datetime
) -> list[Passage]:
    """These go on, all other entries of the round do not. Replaces an earlier decision.

    `seen` is what `seen_of` said when the entries were read. Raises NotAllowed with the reason.
    """
    locked = Round.objects.lock(round_.pk)
    entries = list(of_round(locked).order_by("number").values_list("pk", flat=True))
    if reason := why_not(locked, at):
        raise NotAllowed(reason)
    if seen != seen_of(locked):
        raise NotAllowed(
            _("A sheet or an earlier decision changed after you opened the page."),
            next_step=_("Your choice is still here: look at the entries again, then decide."),
        )
    if not {*goes_on} <= {*entries}:
        raise NotAllowed(_("An entry that you chose is no longer in this round."))
    if not note.strip():
        raise NotAllowed(_("Write how this was decided."))
    locked.passages.all().delete()
    decided = Passage.objects.bulk_create(
        Passage(round=locked, entry_id=entry, goes_on=entry in goes_on, decided_by=by,
                decided_at=at)
        for entry in entries
    )  # fmt: skip
    audit.record(
        audit.Action.PASSAGE_DECIDED,
        locked,
        by=by,
        facts={
            "note": note.strip(),
            "goes_on": sorted(str(each.entry_id) for each in decided if each.goes_on),
            "ends": sorted(str(each.entry_id) for each in decided if not each.goes_on),
            "sheets": seen,
        },
        edition=locked.edition.slug,
    )
    return decided


def why_not(round_: Round, at: datetime) -> str | None:
    """Why nobody can decide now which entries go on; None when somebody can."""
    if not of_round(round_).exists():
        return _("No entry is in this round yet.")
    if at < round_.opens_at:
        return _("The round has not opened yet.")
    awaited = Sheet.objects.in_round(round_).awaited().exists()
    if awaited and not why_over(round_, at):
        return _("Sheets are not signed yet. Decide once all are, or the round is closed.")
    fed = Assignment.objects.filter(judge__round__source=round_).select_related("judge__round")
    later = fed.first()
    if later:
        words = _("Sheets of “%(round)s” are handed out on the present decision.")
        return words % {"round": later.judge.round}
    return None


def seen_of(round_: Round) -> str:
    """A digest of what a decision rests on: signed sheets, their marks, and who goes on so far."""
    counted = Sheet.objects.in_round(round_).counted()
    verdicts = counted.order_by("pk").values_list("pk", "verdict")
    marks = Mark.objects.filter(sheet__in=counted).order_by("sheet", "criterion")
    facts = {
        "sheets": [[str(pk), verdict] for pk, verdict in verdicts],
        "marks": [[str(sheet), str(criterion), value] for sheet, criterion, value
                  in marks.values_list("sheet", "criterion", "value")],
        "entries": [str(pk) for pk in of_round(round_).order_by("pk").values_list("pk", flat=True)],
        "decided": [[str(entry), goes_on] for entry, goes_on
                    in round_.passages.order_by("entry").values_list("entry", "goes_on")],
    }  # fmt: skip
    return digest(facts)
