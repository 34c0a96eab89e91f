"""A published result is never changed: an upheld appeal, or marks that a judge signed anew, lead to
another that corrects it."""

from datetime import datetime

from django.utils.translation import gettext as _

from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.deciding.decisions import rules_of
from judging.models import Amendment, Appeal, Ranking, Round
from judging.ranking import proposing as rankings


def to_answer(round_: Round) -> list[Appeal]:
    """The upheld appeals that no published correction answers to yet."""
    found = Appeal.objects.to_correct().filter(ranking__round=round_)
    return list(found.select_related("document", "entry"))


def amended(round_: Round) -> list[Amendment]:
    """Marks signed anew that no published result holds yet."""
    return list(
        Amendment.objects.to_publish().in_round(round_).select_related("sheet__assignment__entry")
    )


def begin(round_: Round, *, reason: str, by: User, at: datetime) -> Ranking:
    """Prepare the result anew, by the rules of the one in force, as its correction.

    What differs comes from conflicts declared since, from what the minutes decide, or from marks
    signed anew. `reason` is public. Raises NotAllowed without an upheld appeal or such marks, or
    without a reason.
    """
    if not reason.strip():
        raise NotAllowed(_("Say in a few words what is corrected: everybody reads it."))
    in_force = Ranking.objects.in_force().filter(round=round_).first()
    if in_force is None:
        raise NotAllowed(_("The results are not published."))
    rules = rules_of(in_force)
    return rankings.prepare(round_, by=by, at=at, rules=rules, correction=reason.strip())
