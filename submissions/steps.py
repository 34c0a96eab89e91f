"""The life of an entry as a table: which step leads from where to where, for whom, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.audit import Action
from contest_portal.refusals import NotAllowed

from . import approvals, content, extensions, moments, sendable
from .models import Entry, Status

Check = Callable[[Entry, User, datetime], NotAllowed | None]

WRITABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
WAITING = frozenset({Status.SUBMITTED})
FOUND = frozenset({Status.ELIGIBLE, Status.INELIGIBLE})
OWN = frozenset({Permission.WRITE_ENTRY, Permission.SUBMIT_ENTRY, Permission.APPROVE_ENTRY})


class TooLate(NotAllowed):
    """The deadline has passed. Whoever only looks at a page has sent nothing that could arrive."""

    def of_a_request(self, at: datetime) -> NotAllowed:
        """The same for a request that wanted something: it is told when it arrived."""
        arrival = _("This request arrived %(arrival)s.") % {"arrival": moments.to_the_second(at)}
        return NotAllowed(f"{self.reason} {arrival}", next_step=self.next_step)


@dataclass(frozen=True)
class Step:
    """`target` is None for a step that leaves the status alone."""

    name: str
    label: Promise
    sources: frozenset[Status]
    target: Status | None
    permission: Permission
    checks: tuple[Check, ...] = ()
    action: Action | None = None


def refusal(entry: Entry, step: Step, *, by: User, at: datetime) -> NotAllowed | None:
    """The first reason why the person may not take the step now; None when they may."""
    reasons = stranger(entry, step, by=by) or _wrong_status(entry, step)
    return reasons or _failed(entry, step, by, at)


def stranger(entry: Entry, step: Step, *, by: User) -> NotAllowed | None:
    """Why this person may never take the step with this entry."""
    if not by.may(step.permission):
        return NotAllowed(_("Your role does not include this step."))
    if step.permission in OWN and not Entry.objects.writable_by(by).filter(pk=entry.pk).exists():
        return NotAllowed(_("This entry belongs to another organisation."))
    return None


def _wrong_status(entry: Entry, step: Step) -> NotAllowed | None:
    if entry.status in step.sources:
        return None
    return NotAllowed(
        _("This entry is now “%(status)s”, so this step cannot be taken.")
        % {"status": Status(entry.status).label},
        next_step=_("Open the page of the entry to see what can be done now."),
    )


def _failed(entry: Entry, step: Step, by: User, at: datetime) -> NotAllowed | None:
    return next(filter(None, (check(entry, by, at) for check in step.checks)), None)


def within_the_deadline(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    """`opens ≤ at < closing instant`. The closing instant itself is already too late."""
    if at < entry.edition.opens_at:
        opening = moments.to_the_second(entry.edition.opens_at)
        return NotAllowed(_("Entries open on %(moment)s.") % {"moment": opening})
    closing = extensions.closing_instant(entry)
    return _late(entry, closing) if at >= closing else None


def _late(entry: Entry, closing: datetime) -> TooLate:
    organiser = entry.edition.organiser
    return TooLate(
        _("Closed: the deadline was %(closing)s.") % {"closing": moments.closing(closing)},
        next_step=_(
            "Everything you typed is kept as a draft. Ask for more time on the page of the entry, "
            "or call %(phone)s (%(agency)s)."
        )
        % {"phone": organiser.phone, "agency": organiser.short_name},
    )


def confirmed_affiliation(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    if by.memberships.verified().filter(lao=entry.lao_id).exists():
        return None
    return NotAllowed(
        _("Nobody has confirmed yet that you work for %(lao)s.") % {"lao": entry.lao.display_name},
        next_step=_("You can go on writing. A provincial officer confirms it; call them to hurry."),
    )


def before_judges_read_it(entry: Entry, by: User | None, at: datetime) -> NotAllowed | None:
    """What the judges read stays as it is; an entry that they never saw may still reach them."""
    if entry.status != Status.ELIGIBLE or at < entry.edition.judging_opens_at:
        return None
    return NotAllowed(
        _("The judges have been reading this entry since %(moment)s.")
        % {"moment": moments.to_the_second(entry.edition.judging_opens_at)},
        next_step=_("Speak with the organiser: a judge's sheet cannot be taken back from here."),
    )


def complete(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    left = len(content.blocking(sendable.parts(entry)))
    if not left:
        return None
    return NotAllowed(
        ngettext(
            "%(left)s thing is left before it can be sent.",
            "%(left)s things are left before it can be sent.",
            left,
        )
        % {"left": left},
        next_step=_("The page of the entry lists them."),
    )


def approved(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    """Where the edition asks for it, a signatory has said yes to exactly what would be sent."""
    if not approvals.are_asked_for(entry) or approvals.given(entry):
        return None
    return NotAllowed(
        _("The signatory of your organisation has not approved it yet."),
        next_step=_("Ask for approval on the page of the entry. After a change, ask again."),
    )


def asked_of_a_signatory(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    if approvals.are_asked_for(entry) and approvals.signatories(entry).exists():
        return None
    return NotAllowed(
        _("Nobody is registered as the signatory of your organisation."),
        next_step=_(
            "The mayor or the chief administrator makes an account, claims this organisation as "
            "its signatory, and is confirmed like you were."
        ),
    )


def is_signatory(entry: Entry, by: User, at: datetime) -> NotAllowed | None:
    if approvals.signatories(entry).filter(user=by).exists():
        return None
    return NotAllowed(_("Only the signatory of the organisation answers this."))


STEPS = {
    step.name: step
    for step in (
        Step(
            "revise", gettext_lazy("Edit"), WRITABLE, None, Permission.WRITE_ENTRY,
        ),
        Step(
            "submit", gettext_lazy("Send the entry"), WRITABLE, Status.SUBMITTED,
            Permission.SUBMIT_ENTRY,
            (within_the_deadline, confirmed_affiliation, complete, approved),
            Action.ENTRY_SUBMITTED,
        ),
        Step(
            "ask_approval", gettext_lazy("Ask for approval"), WRITABLE, None,
            Permission.SUBMIT_ENTRY,
            (within_the_deadline, confirmed_affiliation, complete, asked_of_a_signatory),
        ),
        Step(
            "approve", gettext_lazy("Approve"), WRITABLE, None, Permission.APPROVE_ENTRY,
            (within_the_deadline, is_signatory, complete),
        ),
        Step(
            "decline", gettext_lazy("Send back to the writers"), WRITABLE, None,
            Permission.APPROVE_ENTRY, (is_signatory,),
        ),
        Step(
            "withdraw", gettext_lazy("Withdraw the entry"), WRITABLE, Status.WITHDRAWN,
            Permission.SUBMIT_ENTRY,
            (within_the_deadline, confirmed_affiliation), Action.ENTRY_WITHDRAWN,
        ),
        Step(
            "return", gettext_lazy("Send back for more information"), WAITING, Status.RETURNED,
            Permission.SCREEN_ENTRY, action=Action.ENTRY_RETURNED,
        ),
        Step(
            "find_eligible", gettext_lazy("Eligible"), WAITING, Status.ELIGIBLE,
            Permission.SCREEN_ENTRY, action=Action.ENTRY_ELIGIBLE,
        ),
        Step(
            "find_ineligible", gettext_lazy("Not eligible"), WAITING, Status.INELIGIBLE,
            Permission.SCREEN_ENTRY, action=Action.ENTRY_INELIGIBLE,
        ),
        Step(
            "reopen", gettext_lazy("Open the finding again"), FOUND, Status.SUBMITTED,
            Permission.SCREEN_ENTRY, (before_judges_read_it,), Action.ENTRY_REOPENED,
        ),
    )
}  # fmt: skip
