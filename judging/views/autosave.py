"""What the page of a score sheet sends by itself, and the answer it gets: JSON."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Sheet
from judging.sheets import own, saving
from judging.sheets.forms import SheetForm
from submissions import moments

from .access import sheet_or_404, version_seen

ANOTHER_PERSON, CONFLICT, UNREADABLE = 403, 409, 422
KEY = "sheet"  # what the page calls the one thing that it saves


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Permission.SCORE_ENTRY)
def sheet_autosave(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET tells a page that waits who is signed in, with a fresh token; POST saves the sheet.

    `person` is whose marks they are: another person at the same computer does not save them.
    """
    person = str(request.user.pk)
    if request.method != "POST":
        sheet_or_404(request, slug, pk)
        return JsonResponse({"person": person, "token": get_token(request)})
    found = sheet_or_404(request, slug, pk, read=own.to_save)
    if request.POST.get("person") != person:
        return JsonResponse({"person": person}, status=ANOTHER_PERSON)
    form = SheetForm(found.criteria, request.POST)
    if form.is_valid():
        return _saved(request, found, form)
    wrong = " ".join(error for errors in form.errors.values() for error in errors)
    return JsonResponse({"reason": wrong, "next_step": ""}, status=UNREADABLE)


def _saved(request: HttpRequest, found: Sheet, form: SheetForm) -> JsonResponse:
    at = clock.arrived_at(request)
    try:
        stored = saving.save_read(
            found, form.marks, form.cleaned_data["comment"],
            by=request.user, at=at, version=version_seen(request), **form.written,
        )  # fmt: skip
    except Sheet.DoesNotExist:
        raise Http404 from None
    except saving.Stale:
        words = {"reason": _("The sheet was saved elsewhere meanwhile"), "stale": True}
        return JsonResponse(words, status=CONFLICT)
    except NotAllowed as refusal:
        words = {"reason": str(refusal.reason), "next_step": str(refusal.next_step)}
        return JsonResponse(words, status=CONFLICT)
    answers = {KEY: {"version": stored.version, "problem": ""}}
    return JsonResponse({"hour": moments.hour(at), "answers": answers, "conflicts": {}})
