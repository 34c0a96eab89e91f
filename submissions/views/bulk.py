"""Many entries at once: the page that lists what cannot be done first, and doing the rest."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from submissions.models import Entry
from submissions.screening import bulk
from submissions.screening.bulk_forms import FORMS


@dataclass(frozen=True)
class Chosen:
    """What the queue, or the page of confirmation, sent."""

    action: str
    entries: list[Entry]
    read: dict[UUID, UUID]


@require_POST
@requires(Permission.SCREEN_ENTRY)
def bulk_check(request: HttpRequest, slug: str) -> HttpResponse:
    """What would happen: errors first, then what is to be done. Nothing is changed yet."""
    edition = get_object_or_404(Edition, slug=slug)
    chosen = _chosen(request, edition)
    if not (chosen.entries and chosen.action in FORMS):
        messages.warning(request, _("Choose entries and what to do with them."))
        return redirect("submissions:screening_list", slug=slug)
    form = FORMS[chosen.action](at=clock.arrived_at(request))
    return _page(request, edition, chosen, form)


@require_POST
@requires(Permission.SCREEN_ENTRY)
def bulk_do(request: HttpRequest, slug: str) -> HttpResponse:
    """Each entry by itself: one that cannot be done holds up no other."""
    edition = get_object_or_404(Edition, slug=slug)
    chosen = _chosen(request, edition)
    at = clock.arrived_at(request)
    if not (chosen.entries and chosen.action in FORMS):
        return redirect("submissions:screening_list", slug=slug)
    form = FORMS[chosen.action](request.POST, at=at)
    if not form.is_valid():
        return _page(request, edition, chosen, form)
    done = bulk.do(chosen.action, chosen.entries, chosen.read, by=request.user, at=at,
                   **form.facts())  # fmt: skip
    _tell(request, done)
    return redirect("submissions:screening_list", slug=slug)


def _page(request: HttpRequest, edition: Edition, chosen: Chosen, form) -> HttpResponse:
    at = clock.arrived_at(request)
    rows = bulk.look(chosen.action, chosen.entries, by=request.user, at=at)
    facts = {
        "edition": edition,
        "action": chosen.action,
        "form": form,
        "refused": [row for row in rows if row.refusal],
        "ready": [row for row in rows if not row.refusal],
        **bulk.words(chosen.action, sum(not row.refusal for row in rows)),
    }
    return render(request, "submissions/bulk.html", facts)


def _chosen(request: HttpRequest, edition: Edition) -> Chosen:
    """Entries in the queue's order; `read-ENTRY` names the version the confirmation showed."""
    wanted = [pk for pk in map(_uuid, request.POST.getlist("entry")[: bulk.MOST]) if pk]
    entries = Entry.objects.visible_to(request.user).in_edition(edition).filter(pk__in=wanted)
    found = bulk.with_what_is_shown(entries)
    read = {entry.pk: _uuid(request.POST.get(f"read-{entry.pk}", "")) for entry in found}
    return Chosen(request.POST.get("action", ""), found, {k: v for k, v in read.items() if v})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _tell(request: HttpRequest, done: bulk.Done) -> None:
    if done.taken:
        words = ngettext("%(number)s entry done.", "%(number)s entries done.", done.taken)
        messages.success(request, words % {"number": done.taken})
    for entry, reason in done.refused:
        messages.warning(request, f"{entry.lao.display_name}: {reason}")
