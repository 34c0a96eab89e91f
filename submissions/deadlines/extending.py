"""Giving more time: an organisation asks, an officer proposes, and somebody says yes or no."""

from datetime import datetime, timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.audit import Action
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from submissions import moments
from submissions.models import Entry, Extension
from submissions.sending import steps

# Sent last, inside the transaction of the verb: with extension and by …
extension_asked = Signal()
# … and with extension, approved (bool) and by.
extension_decided = Signal()

# Before that nobody knows yet that the time will not be enough.
ASK_BEFORE = timedelta(hours=48)
ONLY_OFFICERS = gettext_lazy("Your role does not include deciding about deadlines.")


def why_not_ask(entry: Entry, *, by: User, at: datetime) -> NotAllowed | None:
    """Why a person of the organisation cannot ask for more time for the entry now."""
    return why_not_ask_in(steps.Case(entry, by, at))


def why_not_ask_in(case: steps.Case) -> NotAllowed | None:
    refusal = steps.refusal_in(case, steps.STEPS["revise"])
    if refusal:
        return refusal
    begins = case.closing - ASK_BEFORE
    if case.at < begins:
        return NotAllowed(
            _("More time can be asked for from %(moment)s.")
            % {"moment": moments.to_the_second(begins)}
        )
    return _judging_has_begun(case.entry.edition, case.at)


def _judging_has_begun(edition: Edition, at: datetime) -> NotAllowed | None:
    if at < edition.judging_opens_at:
        return None
    return NotAllowed(_("Judging has begun, so the deadline cannot be moved any more."))


def why_not_until(edition: Edition, until: datetime, *, at: datetime) -> NotAllowed | None:
    """Why an extension cannot end then."""
    if until <= max(at, edition.closes_at):
        return NotAllowed(
            _("The new deadline must be later than now, and than %(closing)s.")
            % {"closing": moments.closing(edition.closes_at)}
        )
    if until > edition.judging_opens_at:
        return NotAllowed(
            _("Judging begins on %(moment)s: the new deadline cannot be later.")
            % {"moment": moments.to_the_second(edition.judging_opens_at)}
        )
    return None


@transaction.atomic
def ask(entry: Entry, *, plea: str, by: User, at: datetime) -> Extension:
    """A person of the organisation asks for more time. Asking again returns the open request."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    waiting = entry.extensions.waiting().first()
    if waiting:
        return waiting
    _raise(why_not_ask(entry, by=by, at=at))
    if not plea.strip():
        raise NotAllowed(_("Write why more time is needed: an officer will read it."))
    request = Extension.objects.create(
        edition=entry.edition, entry=entry, plea=plea, requested_by=by, requested_at=at
    )
    _record(Action.EXTENSION_ASKED, request, by=by)
    extension_asked.send(sender=Extension, extension=request, by=by)
    return request


@transaction.atomic
def propose(edition: Edition, *, until: datetime, reason: str, by: User, at: datetime,
            **scope: object) -> Extension:  # fmt: skip
    """An officer gives more time; `scope` is entry, lao, amphoe or province, or none for everyone.

    To one entry it is given at once. Anything wider waits for a second person.
    """
    _refuse_unless_officer(by)
    _raise(why_not_until(edition, until, at=at))
    extension = Extension(
        edition=edition, until=until, reason=_public(reason), requested_by=by, requested_at=at,
        **scope,
    )  # fmt: skip
    if extension.is_for_one_entry:
        _refuse_second_request(extension)
        return _approve(extension, by=by, at=at)
    extension.save()
    _record(Action.EXTENSION_PROPOSED, extension, by=by)
    return extension


def why_not_approve(extension: Extension, *, by: User) -> str | None:
    """Why this person may not say yes; the page and the verb both ask."""
    if extension.is_for_one_entry or extension.requested_by_id != by.pk:
        return None
    return _("You proposed it, so another person has to approve it.")


@transaction.atomic
def approve(extension: Extension, *, by: User, at: datetime) -> Extension:
    """Say yes as the second person to what an officer proposed."""
    extension = _locked(extension, by=by)
    if refusal := why_not_approve(extension, by=by):
        raise NotAllowed(refusal)
    _raise(why_not_until(extension.edition, extension.until, at=at))
    return _approve(extension, by=by, at=at)


@transaction.atomic
def grant(request: Extension, *, until: datetime, reason: str, by: User, at: datetime) -> Extension:
    """Say yes to what an organisation asked for; the officer names the end and a public reason."""
    request = _locked(request, by=by)
    _raise(why_not_until(request.edition, until, at=at))
    request.until, request.reason = until, _public(reason)
    return _approve(request, by=by, at=at)


@transaction.atomic
def refuse(extension: Extension, *, reason: str, by: User, at: datetime) -> Extension:
    extension = _locked(extension, by=by)
    if not reason.strip():
        raise NotAllowed(_("Write the reason: who asked will read it."))
    extension.refused_by, extension.refused_at, extension.refusal = by, at, reason
    extension.save(update_fields=["refused_by", "refused_at", "refusal"])
    _record(Action.EXTENSION_REFUSED, extension, by=by)
    extension_decided.send(sender=Extension, extension=extension, approved=False, by=by)
    return extension


def _approve(extension: Extension, *, by: User, at: datetime) -> Extension:
    extension.approved_by, extension.approved_at = by, at
    extension.save()
    _record(Action.DEADLINE_EXTENDED, extension, by=by)
    extension_decided.send(sender=Extension, extension=extension, approved=True, by=by)
    return extension


def _locked(extension: Extension, *, by: User) -> Extension:
    """The row as it is now, still undecided, held until the transaction ends."""
    _refuse_unless_officer(by)
    rows = Extension.objects.select_for_update(of=("self",)).with_places()
    extension = rows.select_related("edition__organiser").get(pk=extension.pk)
    if not extension.is_waiting:
        raise NotAllowed(
            _("Somebody has decided about it already."),
            next_step=_("The list of extensions shows what was decided."),
        )
    return extension


def _refuse_second_request(extension: Extension) -> None:
    if extension.entry.extensions.waiting().exists():
        raise NotAllowed(
            _("The organisation has asked for more time for this entry."),
            next_step=_("Decide about its request in the list of extensions."),
        )


def _refuse_unless_officer(by: User) -> None:
    if not by.may(Permission.EXTEND_DEADLINE):
        raise NotAllowed(ONLY_OFFICERS)


def _public(reason: str) -> str:
    if not reason.strip():
        raise NotAllowed(_("Write the reason: everybody can read it."))
    return reason


def _raise(refusal: NotAllowed | None) -> None:
    if refusal:
        raise refusal


def _record(action: Action, extension: Extension, *, by: User) -> None:
    """About the entry where there is one, so that its timeline tells it."""
    lao = extension.entry.lao if extension.entry else extension.lao
    district = extension.amphoe.province_id if extension.amphoe else ""
    audit.record(
        action,
        extension.entry or extension,
        by=by,
        edition=extension.edition.slug,
        lao=lao.code if lao else "",
        province=lao.province_id if lao else extension.province_id or district,
        facts={
            "extension": str(extension.pk),
            "until": extension.until.isoformat() if extension.until else "",
            "reason": extension.refusal or extension.reason or extension.plea,
        },
    )
