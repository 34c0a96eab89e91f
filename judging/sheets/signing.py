"""Signing a sheet: it is complete, it counts, and it no longer changes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from judging.models import NOT_APPLICABLE, Criterion, Round, Sheet

from . import own
from .saving import Given, advance, given_on

sheet_signed = Signal()  # sheet, by


@transaction.atomic
def sign(sheet: Sheet, *, by: User, at: datetime, version: int) -> Sheet:
    """Lock the sheet as the judge saw it at `version`. Raises as `saving.save` does, and NotAllowed
    naming what is still missing."""
    signed = own.held(sheet.pk, by)
    advance(signed, by=by, at=at, version=version, signed_at=at)
    reason = why_not(signed)
    if reason:
        raise NotAllowed(reason, next_step=_("Go back to the sheet and complete it."))
    audit.record(
        audit.Action.SHEET_SIGNED,
        signed,
        by=by,
        facts={
            "version": signed.version,
            "marks": given_on(signed),
            "comment": signed.comment,
            "remarks": signed.remarks,
            "verdict": signed.verdict,
        },
        edition=signed.edition.slug,
    )
    sheet_signed.send(sender=Sheet, sheet=signed, by=by)
    return signed


@dataclass(frozen=True)
class Lack:
    """Something that a sheet needs before it can be signed; `anchor` is where on its page, or on
    that of another `sheet`."""

    words: str
    anchor: str
    sheet: UUID | None = None


def why_not(sheet: Sheet) -> str | None:
    """What the sheet lacks to be signed; None when it is complete."""
    return " ".join(lack.words for lack in lacks(sheet)) or None


def lacks(sheet: Sheet, given: Given | None = None) -> list[Lack]:
    """Everything that is missing, in the order of the page. `given` is what stands on the sheet,
    where that was read already."""
    marks = given_on(sheet) if given is None else given
    return _lacks_of_calibration(sheet) + _own_lacks(sheet, marks)


def _lacks_of_calibration(sheet: Sheet) -> list[Lack]:
    """The judge's calibration entries come before all others."""
    user, round_ = sheet.assignment.judge.user_id, sheet.assignment.judge.round_id
    own = Sheet.objects.live().filter(assignment__judge__user=user, assignment__judge__round=round_)
    arranged = own.with_calibration().exclude(calibration=None).order_by("calibration")
    signed_at = dict(arranged.values_list("pk", "signed_at"))
    waiting = [pk for pk, signed in signed_at.items() if signed is None]
    if sheet.pk in signed_at or not waiting:
        return []
    words = _("Sign the calibration entries first: everybody begins with the same.")
    return [Lack(words, "rubric", waiting[0])]


def _own_lacks(sheet: Sheet, given: Given) -> list[Lack]:
    if sheet.round.kind == Round.Kind.QUALIFYING:
        return _lacks_of_verdict(sheet)
    found = [lack for each in sheet.criteria if (lack := _lack(each, given, sheet.remarks))]
    if found or any(mark != NOT_APPLICABLE for mark in given.values()):
        return found
    words = _("Every criterion is marked as impossible to assess: give at least one mark.")
    return [Lack(words, "rubric")]


def needs_remark(criterion: Criterion, mark: int | str | None) -> bool:
    """A mark below the criterion's limit; "cannot be assessed" and blank are no marks."""
    limit = criterion.remark_below
    return limit is not None and isinstance(mark, int) and mark < limit


def _lack(criterion: Criterion, given: Given, remarks: dict[str, str]) -> Lack | None:
    mark = given.get(criterion.key)
    if mark is None and not criterion.is_optional:
        words = _("Still blank: %(criterion)s.") % {"criterion": criterion.title}
        return Lack(words, f"id_mark_{criterion.key}")
    if needs_remark(criterion, mark) and not remarks.get(criterion.key):
        words = _("%(criterion)s: a mark below %(limit)d needs a remark. Write why.")
        facts = {"criterion": criterion.title, "limit": criterion.remark_below}
        return Lack(words % facts, f"id_remark_{criterion.key}")
    return None


def _lacks_of_verdict(sheet: Sheet) -> list[Lack]:
    if not sheet.verdict:
        return [Lack(_("Choose pass, fail or unsure."), "id_verdict")]
    if sheet.verdict != Sheet.Verdict.PASS and not sheet.comment.strip():
        words = _("Write in the comment why the entry does not pass, or what you are unsure of.")
        return [Lack(words, "id_comment")]
    return []
