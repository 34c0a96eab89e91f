"""A whole panel into a later round: judges of an earlier round are invited again, all at once.

What is about the person holds in every round of the edition without being carried: conflicts of
interest, wherever they were declared. What is a promise to one round is asked anew: accepting, the
undertaking, the letter, the list of entries. Limit, skills and an absence that is not over come
along, for officers would type the same again.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from contest_portal.thai.bangkok import calendar_day
from judging.conflicts import barring, suggesting
from judging.models import Judge, Round
from judging.rounds.entries import of_round
from judging.rounds.window import why_over

from . import absence
from .invitations import invite_judge, set_offer


@dataclass(frozen=True)
class Earlier:
    """A judge of the earlier round, and what is known of them for the later one.

    `here` is the person's row in the later round, if any; `declared` and `suggested` count entries
    of the later round; `employer` is the contestant that the person works for.
    """

    judge: Judge
    here: Judge | None
    declared: int
    suggested: int
    employer: LAO | None
    is_away: bool

    @property
    def is_here(self) -> bool:
        """Invited to the later round, or on its panel; who declined it or left is neither."""
        return bool(self.here and not (self.here.declined_at or self.here.left_at))

    @property
    def can_be_invited(self) -> bool:
        return not (self.is_here or self.employer)

    @property
    def is_expected(self) -> bool:
        """Ticked to begin with: accepted before, and has not turned the later round down."""
        return self.can_be_invited and self.here is None and self.judge.accepted_at is not None


def sources_of(round_: Round) -> QuerySet[Round]:
    """Earlier rounds of the edition that have judges, the nearest first."""
    before = Round.objects.filter(edition=round_.edition_id, order__lt=round_.order)
    return before.filter(judges__in=Judge.objects.current()).distinct().order_by("-order")


def judges_of(source: Round, round_: Round, at: datetime) -> list[Earlier]:
    """Everybody on the panel of the earlier round, in the order of invitation.

    The number of queries does not depend on how many there are.
    """
    judges = list(source.judges.current().select_related("user").prefetch_related("knows"))
    entries = set(of_round(round_).values_list("pk", flat=True))
    declared = {pair for pair in barring.declared(source) if pair[1] in entries}
    suggested = {(each.judge, each.entry) for each in suggesting.of_judges(judges, round_)}
    employers = barring.contestants(source)
    here = {each.user_id: each for each in round_.judges.all()}
    of_declared = Counter(judge for judge, _entry in declared)
    of_suggested = Counter(judge for judge, _entry in suggested - declared)
    return [
        Earlier(
            judge=judge,
            here=here.get(judge.user_id),
            declared=of_declared[judge.pk],
            suggested=of_suggested[judge.pk],
            employer=employers.get(judge.pk),
            is_away=_is_away_from(judge, at),
        )
        for judge in judges
    ]


@transaction.atomic
def invite_again(
    round_: Round, chosen: Collection[UUID], *, source: Round, by: User, at: datetime
) -> list[Judge]:
    """Invite these judges of the earlier round; returns who is invited now.

    Who is on the panel already, or works for a contestant meanwhile, is left out, so that doing it
    twice mails once. Raises NotAllowed when the round is over.
    """
    locked = Round.objects.lock(round_.pk)
    reason = why_over(locked, at)
    if reason:
        raise NotAllowed(reason)
    return [
        _invite(each.judge, locked, by=by, at=at)
        for each in judges_of(source, locked, at)
        if each.judge.pk in chosen and each.can_be_invited
    ]


def _invite(before: Judge, round_: Round, *, by: User, at: datetime) -> Judge:
    judge = invite_judge(round_, before.user.email, before.user.name, by=by, at=at)
    knows = list(before.knows.all())
    if before.most_sheets or knows:
        set_offer(judge, most_sheets=before.most_sheets, knows=knows, by=by)
    if _is_away_from(before, at):
        absence.tell(judge, before.away_from, before.away_until, by=by)
    return judge


def _is_away_from(judge: Judge, at: datetime) -> bool:
    """Away now or later."""
    return judge.away_until is not None and judge.away_until >= calendar_day(at)
