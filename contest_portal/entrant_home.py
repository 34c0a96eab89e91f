"""The home page of a person who enters for an organisation: the affiliation, then the entries."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.models import Decision
from judging.results import outcomes
from submissions import moments
from submissions.deadlines import extensions
from submissions.models import Entry, Status
from submissions.sending import receipts
from submissions.writing import content

from . import clock
from .accounts.models import Invitation, Membership, User
from .editions.models import Edition
from .home_steps import Step
from .registry.models import LAO


def affiliation_steps(user: User, edition: Edition) -> Iterator[Step]:
    """Claims that were refused or wait, who waits for an answer of theirs, and the way to the
    register for whoever has nothing yet."""
    search = reverse("accounts:lao_search")
    yield from _invitations(user)
    yield from _colleagues(user)
    for claim in user.memberships.refused().select_related("lao__province", "lao__amphoe"):
        heading = _("Not confirmed: {lao}").format(lao=_named(claim.lao))
        yield Step(heading, claim.end_reason, search, "stop")
    for claim in user.memberships.awaiting().select_related("lao__province", "lao__amphoe"):
        yield Step(
            _("Affiliation: {lao}").format(lao=_named(claim.lao)),
            _("You may write already. Submitting opens when it is confirmed; see the ways."),
            reverse("accounts:lao_claim", args=[claim.lao_id]),
            state=_("Not confirmed yet"),
        )
    if len(user.roles) == 1:
        yield Step(
            _("Find the organisation you work for"),
            _("By name, district or code. Then it is confirmed that you work there."),
            search,
        )


def _invitations(user: User) -> Iterator[Step]:
    standing = Invitation.objects.open(at=clock.machine_now()).for_person(user)
    for invitation in standing.select_related("lao__province", "lao__amphoe", "giver__user"):
        heading = _("Take over: {lao}").format(lao=_named(invitation.lao))
        words = _("{person} names you as successor").format(person=invitation.giver.user)
        yield Step(heading, words, reverse("accounts:invitation", args=[invitation.pk]), "warn")


def _colleagues(user: User) -> Iterator[Step]:
    """Those who ask to join where the person answers for the organisation."""
    asking = Membership.objects.awaiting().answerable_by(user)
    laos = LAO.objects.filter(memberships__in=asking).annotate(asking=Count("memberships"))
    for lao in laos.select_related("province", "amphoe"):
        words = ngettext(
            "{count} colleague asks to join", "{count} colleagues ask to join", lao.asking
        )
        url = reverse("accounts:organisation", args=[lao.pk])
        yield Step(_named(lao), words.format(count=lao.asking), url, "warn")


def _named(lao) -> str:
    return f"{lao.display_name} {lao.place}"


def entry_steps(user: User, edition: Edition) -> Iterator[Step]:
    entries = Entry.objects.writable_by(user).in_edition(edition)
    found = list(entries.select_related("edition", "lao", "category"))
    if not found:
        yield _first_entry(user, edition)
    decisions = outcomes.published(found)
    for entry in found:
        decision = decisions.get(entry.pk)
        yield _published(entry, decision) if decision else _entry(entry)


def _first_entry(user: User, edition: Edition) -> Step:
    now, url = clock.now(), reverse("submissions:entry_list", args=[edition.slug])
    if now < edition.opens_at:
        opening = moments.to_the_second(edition.opens_at)
        return Step(_("Start an entry"), _("Opens {moment}").format(moment=opening), url, "idle")
    if now >= extensions.closing_for(user, edition):
        words = _("No entry of yours was begun")
        return Step(_("Entries are closed"), words, url, "idle", _("Closed"))
    new = reverse("submissions:entry_new", args=[edition.slug])
    return Step(_("Start an entry"), _("Three short parts and one PDF"), new)


def _entry(entry: Entry) -> Step:
    """The entry's status, unless something has still to be sent, or cannot be sent any more."""
    heading, url = _heading(entry), _address(entry)
    is_open = clock.now() < extensions.closing_instant(entry)
    if entry.status == Status.DRAFT and not is_open:
        words = _("Not sent before the deadline. It can still be read.")
        return Step(heading, words, url, "idle", _("Closed"))
    if entry.status == Status.SUBMITTED and is_open and _has_unsent_changes(entry):
        return Step(heading, _("There are changes that have not been sent"), url, "warn")
    kinds = {Status.DRAFT: "info", Status.RETURNED: "warn"}
    return Step(heading, entry.get_status_display(), url, kinds.get(Status(entry.status), "done"))


def _has_unsent_changes(entry: Entry) -> bool:
    return receipts.has_unsent_changes(entry, content.read(entry))


def _published(entry: Entry, decision: Decision) -> Step:
    """On to the entry's own page: scores, certificate and appeal are there, and the results."""
    words = outcomes.in_words(decision)
    return Step(_heading(entry), words, _address(entry), "done", _("Results published"))


def _heading(entry: Entry) -> str:
    return _("Entry {number}").format(number=entry.number)


def _address(entry: Entry) -> str:
    return reverse("submissions:entry", args=[entry.edition.slug, entry.pk])
