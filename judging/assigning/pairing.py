"""One judge and one entry, by an officer's hand: handed out, wished for, or ruled out.

By the same rules as a plan: conflicts, limits and skills.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Assignment, Judge, PairRule, Round
from judging.rounds.window import why_over
from submissions.models import Entry

from . import assignment, planning
from .planning import Panel

Kind = PairRule.Kind


def why_not_pair(panel: Panel, judge: Judge, entry: Entry) -> str | None:
    """Why this judge cannot be given this entry; None when they can."""
    pair = (judge.pk, entry.pk)
    if judge.pk not in panel.judges:
        return _("%(judge)s has not accepted, or has left the panel.") % {"judge": judge}
    if entry.pk not in panel.seats:
        return _("The entry is not in this round.")
    if pair in panel.handed_out:
        return _("%(judge)s has a sheet for this entry already.") % {"judge": judge}
    return _why_barred(panel, judge, pair) or _why_beyond(panel, judge, entry)


def _why_barred(panel: Panel, judge: Judge, pair: planning.Pair) -> str | None:
    reasons = [
        (panel.declared, _("%(judge)s has a conflict of interest with this entry.")),
        (panel.contestants, _("%(judge)s works for a contestant, and judges nothing here.")),
        (panel.suggested, _("The register suggests a conflict of %(judge)s with this entry. "
                            "Decide on it first, on the page of conflicts.")),
        (panel.ended, _("%(judge)s had a sheet for this entry, and it was taken back.")),
        (panel.banned, _("It was ruled that %(judge)s shall not read this entry. "
                         "Lift that ruling first.")),
    ]  # fmt: skip
    return next((words % {"judge": judge} for pairs, words in reasons if pair in pairs), None)


def _why_beyond(panel: Panel, judge: Judge, entry: Entry) -> str | None:
    reader = next(each for each in panel.readers if each.judge == judge.pk)
    offer = reader.offer(len(panel.entries))
    taken = panel.handed_out | panel.pinned
    load = sum(each == judge.pk for each, _entry in taken)
    if load >= offer.most:
        words = _("%(judge)s reads %(most)s sheets at most, and has as many already. Raise the "
                  "limit first, or choose another judge.")  # fmt: skip
        return words % {"judge": judge, "most": offer.most}
    if not offer.knows(entry.category.key):
        words = _("%(judge)s does not know the category “%(category)s”. Add it to the judge's "
                  "skills first, or choose another judge.")  # fmt: skip
        return words % {"judge": judge, "category": entry.category.name}
    return None


@transaction.atomic
def give(judge: Judge, entry: Entry, *, by: User, at: datetime, reason: str) -> Assignment:
    """Hand out this one sheet now. Raises NotAllowed with the reason."""
    locked = _refuse(judge, entry, at=at, reason=reason)
    (added,) = assignment.hand_out(locked, [(judge.pk, entry.pk)], by=by, at=at)
    facts = {"sheets": [[str(judge.pk), str(entry.pk)]], "by_hand": reason.strip()}
    audit.record(audit.Action.SHEETS_ASSIGNED, locked, by=by, facts=facts,
                 edition=locked.edition.slug)  # fmt: skip
    return added


@transaction.atomic
def pin(judge: Judge, entry: Entry, *, by: User, at: datetime, reason: str) -> PairRule:
    """Every plan gives the judge this entry. Raises NotAllowed with the reason."""
    _refuse(judge, entry, at=at, reason=reason)
    return _rule(judge, entry, Kind.PIN, by=by, at=at, reason=reason)


@transaction.atomic
def ban(judge: Judge, entry: Entry, *, by: User, at: datetime, reason: str) -> PairRule:
    """No plan gives the judge this entry. Raises NotAllowed where a sheet is handed out."""
    locked = _open_round(judge, at=at, reason=reason)
    if (judge.pk, entry.pk) in planning.panel_of(locked).handed_out:
        raise NotAllowed(
            _("%(judge)s has a sheet for this entry already.") % {"judge": judge},
            next_step=_("If there is a conflict of interest, declare it."),
        )
    return _rule(judge, entry, Kind.BAN, by=by, at=at, reason=reason)


@transaction.atomic
def lift(rule: PairRule, *, by: User, at: datetime) -> None:
    """Twice changes nothing."""
    locked = Round.objects.lock(rule.judge.round_id)
    if not PairRule.objects.filter(pk=rule.pk, lifted_at=None).update(lifted_at=at):
        return
    _record(audit.Action.PAIR_RULE_LIFTED, rule, locked, by=by)


def _refuse(judge: Judge, entry: Entry, *, at: datetime, reason: str) -> Round:
    locked = _open_round(judge, at=at, reason=reason)
    if why := why_not_pair(planning.panel_of(locked), judge, entry):
        raise NotAllowed(why)
    return locked


def _open_round(judge: Judge, *, at: datetime, reason: str) -> Round:
    locked = Round.objects.lock(judge.round_id)
    if over := why_over(locked, at):
        raise NotAllowed(over)
    if not reason.strip():
        raise NotAllowed(_("Say in a few words why."))
    return locked


def _rule(
    judge: Judge, entry: Entry, kind: str, *, by: User, at: datetime, reason: str
) -> PairRule:
    """In place of what was ruled about the pair before."""
    PairRule.objects.filter(judge=judge, entry=entry, lifted_at=None).update(lifted_at=at)
    rule = PairRule.objects.create(
        judge=judge, entry=entry, kind=kind, reason=reason.strip(), decided_by=by, decided_at=at
    )
    _record(audit.Action.PAIR_RULED, rule, judge.round, by=by)
    return rule


def _record(action: audit.Action, rule: PairRule, round_: Round, *, by: User) -> None:
    facts: dict[str, str] = {
        "judge": str(rule.judge_id), "entry": str(rule.entry_id), "kind": rule.kind,
        "reason": rule.reason,
    }  # fmt: skip
    audit.record(action, rule, by=by, facts=facts, edition=round_.edition.slug)


def standing(round_: Round) -> dict[UUID, PairRule]:
    """By id, in the order of ruling."""
    rules = PairRule.objects.standing(round_).select_related("judge__user", "decided_by")
    return {rule.pk: rule for rule in rules}
