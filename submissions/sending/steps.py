"""The life of an entry as a table: which step leads from where to where, for whom, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Permission
from contest_portal.audit import Action
from contest_portal.refusals import NotAllowed
from submissions import moments
from submissions.deadlines import extensions
from submissions.models import Entry, Status
from submissions.writing import content

from . import approvals, sendable

Check = Callable[["Case"], NotAllowed | None]

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


class Case:
    """Somebody before an entry at a moment (`by` is None for the portal itself). What the checks
    ask about the entry is read once: make another case after any change."""

    def __init__(self, entry: Entry, by: User | None, at: datetime) -> None:
        self.entry, self.by, self.at = entry, by, at

    @cached_property
    def closing(self) -> datetime:
        return extensions.closing_instant(self.entry)

    @cached_property
    def is_own(self) -> bool:
        """Whether the entry is of an organisation that the person works for."""
        own = Entry.objects.writable_by(self.by) if self.by else Entry.objects.none()
        return own.filter(pk=self.entry.pk).exists()

    @cached_property
    def is_confirmed(self) -> bool:
        verified = self.by.memberships.verified() if self.by else Membership.objects.none()
        return verified.filter(lao=self.entry.lao_id).exists()

    @cached_property
    def parts(self) -> list[content.Part]:
        """What would be sent."""
        return sendable.parts(self.entry)


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
    return refusal_in(Case(entry, by, at), step)


def refusal_in(case: Case, step: Step) -> NotAllowed | None:
    """The same where several steps are asked about at once."""
    return stranger(case, step) or refusal_of_own(case, step)


def refusal_of_own(case: Case, step: Step) -> NotAllowed | None:
    """The same for somebody who is known to be no stranger to the entry."""
    failed = (check(case) for check in step.checks)
    return _wrong_status(case.entry, step) or next(filter(None, failed), None)


def stranger(case: Case, step: Step) -> NotAllowed | None:
    """Why this person may never take the step with this entry."""
    if not (case.by and case.by.may(step.permission)):
        return NotAllowed(_("Your role does not include this step."))
    if step.permission in OWN and not case.is_own:
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


def within_the_deadline(case: Case) -> NotAllowed | None:
    """`opens ≤ at < closing instant`. The closing instant itself is already too late."""
    edition = case.entry.edition
    if case.at < edition.opens_at:
        opening = moments.to_the_second(edition.opens_at)
        return NotAllowed(_("Entries open on %(moment)s.") % {"moment": opening})
    return _late(case.entry, case.closing) if case.at >= case.closing else None


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


def confirmed_affiliation(case: Case) -> NotAllowed | None:
    if case.is_confirmed:
        return None
    return NotAllowed(
        _("Nobody has confirmed yet that you work for %(lao)s.")
        % {"lao": case.entry.lao.display_name},
        next_step=_("You can go on writing. A provincial officer confirms it; call them to hurry."),
    )


def before_judges_read_it(case: Case) -> NotAllowed | None:
    """What the judges read stays as it is; an entry that they never saw may still reach them."""
    opening = case.entry.edition.judging_opens_at
    if case.entry.status != Status.ELIGIBLE or case.at < opening:
        return None
    return NotAllowed(
        _("The judges have been reading this entry since %(moment)s.")
        % {"moment": moments.to_the_second(opening)},
        next_step=_("Speak with the organiser: a judge's sheet cannot be taken back from here."),
    )


def complete(case: Case) -> NotAllowed | None:
    left = len(content.blocking(case.parts))
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


def approved(case: Case) -> NotAllowed | None:
    """Where the edition asks for it, a signatory has said yes to exactly what would be sent."""
    if not approvals.are_asked_for(case.entry) or approvals.given(case.entry):
        return None
    return NotAllowed(
        _("The signatory of your organisation has not approved it yet."),
        next_step=_("Ask for approval on the page of the entry. After a change, ask again."),
    )


def asked_of_a_signatory(case: Case) -> NotAllowed | None:
    if approvals.are_asked_for(case.entry) and approvals.signatories(case.entry).exists():
        return None
    return NotAllowed(
        _("Nobody is registered as the signatory of your organisation."),
        next_step=_(
            "The mayor or the chief administrator makes an account, claims this organisation as "
            "its signatory, and is confirmed like you were."
        ),
    )


def is_signatory(case: Case) -> NotAllowed | None:
    if approvals.signatories(case.entry).filter(user=case.by).exists():
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
