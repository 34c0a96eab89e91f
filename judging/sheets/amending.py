"""Signed marks are corrected after the results are published: one person proposes it with a reason,
another agrees, and the judge marks and signs anew.

The signed sheet never changes. What is signed anew stands beside it, and counts in its place once a
correction of the result is prepared; the published result stays until two people have released
that. No page of another judge shows any of it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import Amendment, Round, Sheet

from . import signing
from .reopening import chairs_for, signed_for
from .saving import Given, given_on

# Sent last inside the transaction, with amendment.
amendment_proposed = Signal()  # people: chairs who may agree
amendment_opened = Signal()  # judge


def counted_on(sheet: Sheet) -> tuple[Given, dict[str, str]]:
    """(marks, remarks) that count: as they were signed last, on the sheet or anew."""
    last = sheet.amendments.signed().last()
    return (last.marks, last.remarks) if last else (given_on(sheet), sheet.remarks)


def why_not_propose(sheet: Sheet) -> str | None:
    if not sheet.round.rankings.in_force().exists():
        return _("The results are not published. Open the sheet again instead.")
    if sheet.amendments.unfinished().exists():
        return _("The marks of this sheet are being corrected already.")
    if not _is_with_judge(sheet):
        return _("The judge has left the panel, so nobody can sign this sheet anew.")
    return None


@transaction.atomic
def propose(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Amendment:
    """Raises NotAllowed as `why_not_propose` says or without a reason, Sheet.DoesNotExist where the
    sheet is not this person's to open: the own one, or of an entry that a conflict hides."""
    locked = Round.objects.lock(sheet.assignment.judge.round_id)
    if not reason.strip():
        raise NotAllowed(_("Write the reason: the judge reads it, and it stays on record."))
    sheet = signed_for(by, locked).for_reading().get(pk=sheet.pk)
    refusal = why_not_propose(sheet)
    if refusal:
        raise NotAllowed(refusal)
    in_force = locked.rankings.in_force().get()
    amendment = Amendment.objects.create(
        sheet=sheet, ranking=in_force, number=sheet.amendments.count() + 1,
        reason=reason.strip(), proposed_by=by, proposed_at=at,
    )  # fmt: skip
    facts = {"reason": amendment.reason, "result": in_force.number}
    _record(audit.Action.AMENDMENT_PROPOSED, amendment, by=by, facts=facts)
    people = [person for person in chairs_for(sheet) if person != by]
    amendment_proposed.send(sender=Amendment, amendment=amendment, people=people)
    return amendment


def why_not_agree(amendment: Amendment, *, by: User) -> str | None:
    if amendment.state != "proposed":
        return _("This is decided already.")
    if amendment.proposed_by_id == by.pk:
        return _("You proposed this. A second person must agree.")
    if not amendment.sheet.round.rankings.in_force().filter(pk=amendment.ranking_id).exists():
        return _("The result was corrected meanwhile. End this and propose it anew.")
    if not _is_with_judge(amendment.sheet):
        return _("The judge has left the panel, so nobody can sign this sheet anew.")
    return None


@transaction.atomic
def agree(amendment: Amendment, *, by: User, at: datetime) -> Amendment:
    """The second person opens the marks to the judge. Raises NotAllowed as `why_not_agree` says."""
    current = _held(amendment, by=by)
    refusal = why_not_agree(current, by=by)
    if refusal:
        raise NotAllowed(refusal)
    current.agreed_by, current.agreed_at = by, at
    current.save(update_fields=["agreed_by", "agreed_at"])
    _record(audit.Action.AMENDMENT_AGREED, current, by=by, facts={"reason": current.reason})
    judge = current.sheet.assignment.judge
    amendment_opened.send(sender=Amendment, amendment=current, judge=judge)
    return current


@transaction.atomic
def end(amendment: Amendment, *, reason: str, by: User, at: datetime) -> Amendment:
    """Refused, or taken back before the judge has signed: the marks stay as they were signed."""
    current = _held(amendment, by=by)
    if not reason.strip():
        raise NotAllowed(_("Write why the marks stay as they are: it stays on record."))
    if current.state not in ("proposed", "open"):
        raise NotAllowed(_("This is decided already."))
    return _end(current, reason.strip(), by=by, at=at)


@transaction.atomic
def sign(
    sheet: Sheet, marks: Given, remarks: Mapping[str, str], *, by: User, at: datetime
) -> Amendment:
    """The judge's marks in place of those on the sheet; the same marks again end the correction.

    Raises NotAllowed naming what is missing, or when nothing is open; Sheet.DoesNotExist when the
    judge may not know of the sheet any more.
    """
    Round.objects.lock(sheet.assignment.judge.round_id)
    sheet = Sheet.objects.visible_to(by).for_reading().get(pk=sheet.pk)
    written = {key: words for key, words in remarks.items() if words}
    before, words_before = counted_on(sheet)
    current = Amendment.objects.open_to(by).filter(sheet=sheet).first()
    if current is None:
        return _signed_just_now(sheet, marks, written)
    sheet.remarks = written  # never saved: what is missing is asked of what was typed
    missing = signing.lacks(sheet, marks)
    if missing:
        raise NotAllowed(" ".join(lack.words for lack in missing))
    if (marks, written) == (before, words_before):
        return _end(current, _("The judge signed the same marks again."), by=by, at=at)
    current.marks, current.remarks, current.signed_at = marks, written, at
    current.save(update_fields=["marks", "remarks", "signed_at"])
    facts = {"before": before, "marks": marks, "remarks": written}
    _record(audit.Action.AMENDMENT_SIGNED, current, by=by, facts=facts)
    return current


def _signed_just_now(sheet: Sheet, marks: Given, remarks: dict[str, str]) -> Amendment:
    """The same form sent twice: a double click is no refusal."""
    last = sheet.amendments.signed().last()
    if last is None or (last.marks, last.remarks) != (marks, remarks):
        raise NotAllowed(_("These marks are not open for a correction any more."))
    return last


def _is_with_judge(sheet: Sheet) -> bool:
    judge = sheet.assignment.judge.user
    return Sheet.objects.visible_to(judge).filter(pk=sheet.pk).exists()


def _held(amendment: Amendment, *, by: User) -> Amendment:
    """As it now is, held with its round; Amendment.DoesNotExist where it is not this person's."""
    locked = Round.objects.lock(amendment.sheet.assignment.judge.round_id)
    theirs = Amendment.objects.filter(sheet__in=signed_for(by, locked))
    related = theirs.select_related("sheet__assignment__judge__round__edition")
    return related.select_related("sheet__assignment__judge__user").get(pk=amendment.pk)


def _end(amendment: Amendment, reason: str, *, by: User, at: datetime) -> Amendment:
    amendment.ended_by, amendment.ended_at, amendment.end_reason = by, at, reason
    amendment.save(update_fields=["ended_by", "ended_at", "end_reason"])
    _record(audit.Action.AMENDMENT_ENDED, amendment, by=by, facts={"reason": reason})
    return amendment


def _record(action: audit.Action, amendment: Amendment, *, by: User, facts: dict) -> None:
    facts = {"amendment": str(amendment.pk), **facts}
    sheet = amendment.sheet
    audit.record(action, sheet, by=by, edition=sheet.edition.slug, facts=facts)
