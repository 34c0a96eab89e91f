"""What the page of a section sends by itself while somebody types, and the answer it gets: JSON."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import FormSection
from contest_portal.refusals import NotAllowed
from submissions import moments
from submissions.models import Entry
from submissions.writing import answers

from . import typing
from .finding import own_entry

ANOTHER_PERSON = 403


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Permission.WRITE_ENTRY)
def entry_autosave(request: HttpRequest, slug: str, pk: UUID, section: str) -> HttpResponse:
    """GET tells a page that waits who is signed in, with a fresh token; POST saves answers.

    `person` is whose words they are: another person at the same computer does not save them.
    """
    entry = own_entry(request, slug, pk)
    chosen = get_object_or_404(FormSection, edition=entry.edition, key=section)
    person = str(request.user.pk)
    if request.method != "POST":
        return JsonResponse({"person": person, "token": get_token(request)})
    if request.POST.get("person") != person:
        return JsonResponse({"person": person}, status=ANOTHER_PERSON)
    try:
        return JsonResponse(_save(request, entry, chosen))
    except NotAllowed as refusal:
        words = {"reason": str(refusal.reason), "next_step": str(refusal.next_step)}
        return JsonResponse(words, status=409)


def _save(request: HttpRequest, entry: Entry, section: FormSection) -> dict:
    typed = typing.read(request.POST, entry, section)
    at = clock.arrived_at(request)
    saved = answers.save_section(
        entry, section, typed.values, by=request.user, at=at, versions=typed.versions,
        turns=typed.turns, yielding=typed.yielding,
    )  # fmt: skip
    conflicts = saved.conflicts | saved.outdated
    return {
        "hour": moments.hour(at),
        "late": saved.late,
        "answers": {key: _answer(key, saved) for key in typed.values},
        "conflicts": {key: _shown(conflict, request) for key, conflict in conflicts.items()},
    }


def _answer(key: str, saved: answers.Saved) -> dict:
    """`version` is None where what was sent is not what the portal holds now."""
    return {"version": saved.versions.get(key), "problem": saved.problems.get(key, "")}


def _shown(conflict: answers.Conflict, request: HttpRequest) -> str:
    """The two versions side by side, as a page without JavaScript shows them."""
    return render_to_string("submissions/_conflict.html", {"conflict": conflict}, request)
