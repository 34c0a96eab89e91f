"""Which officer has an entry on the desk. Taking one keeps two officers from doing it twice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, Screener
from submissions.recording import record


class HeldByOther(NotAllowed):
    """Somebody else has the entry on the desk."""


def holder_of(entry: Entry) -> User | None:
    held = Screener.objects.filter(entry=entry).select_related("officer").first()
    return held.officer if held else None


def refuse_if_held_by_other(entry: Entry, *, by: User) -> None:
    holder = holder_of(entry)
    if holder and holder != by:
        raise HeldByOther(
            _("%(officer)s is screening this entry.") % {"officer": holder},
            next_step=_("Speak with them, or take it over first."),
        )


@transaction.atomic
def take(entry: Entry, *, by: User, at: datetime, over_from: User | None = None) -> Screener:
    """“I take this one.” From a colleague only knowingly: `over_from` is whom the page showed."""
    entry = _locked(entry, by)
    holder = holder_of(entry)
    if holder and holder not in (by, over_from):
        refuse_if_held_by_other(entry, by=by)
    return _give(entry, by, by=by, at=at)


@transaction.atomic
def assign(entry: Entry, officer: User, *, by: User, at: datetime) -> Screener:
    """Give an entry to an officer who may screen it."""
    entry = _locked(entry, by)
    if not officer.may(Permission.SCREEN_ENTRY):
        raise NotAllowed(_("%(officer)s does not screen entries.") % {"officer": officer})
    return _give(entry, officer, by=by, at=at)


@transaction.atomic
def put_back(entry: Entry, *, by: User, at: datetime) -> None:
    """“I leave this one.” Nothing happens where somebody else has it."""
    entry = _locked(entry, by)
    ended, _by_table = Screener.objects.filter(entry=entry, officer=by).delete()
    if ended:
        record(audit.Action.SCREENER_SET, entry, by=by, facts={"name": ""})


def take_up(entry: Entry, *, by: User, at: datetime) -> None:
    """Whoever begins the checklist has the entry, in the caller's transaction."""
    if holder_of(entry) is None:
        _give(entry, by, by=by, at=at)


def _give(entry: Entry, officer: User, *, by: User, at: datetime) -> Screener:
    held = Screener.objects.filter(entry=entry).first()
    if held and held.officer_id == officer.pk:
        return held
    facts = {"officer": officer, "given_by": by, "since": at}
    given, _new = Screener.objects.update_or_create(entry=entry, defaults=facts)
    record(audit.Action.SCREENER_SET, entry, by=by, facts={"name": str(officer)})
    return given


def _locked(entry: Entry, by: User) -> Entry:
    if not by.may(Permission.SCREEN_ENTRY):
        raise NotAllowed(_("Your role does not include this step."))
    rows = Entry.objects.select_for_update(of=("self",)).select_related("edition", "lao")
    return rows.get(pk=entry.pk)
