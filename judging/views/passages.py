"""Who goes on after a round: choosing, a second look, then the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.deciding import passages
from judging.deciding.passage_forms import FirstForm, PassageForm
from judging.deciding.passage_page import PassagePage
from judging.models import Round

from .access import round_of, to_page

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def passage(request: HttpRequest, slug: str) -> HttpResponse:
    """A POST without `confirm` shows what it would decide; with it, decides."""
    round_ = round_of(slug, request)
    if request.method != "POST":
        return _choose(request, round_)
    page = PassagePage(round_)
    form = PassageForm(page.rows, request.POST)
    if not form.is_valid() or "back" in request.POST:
        return _show(request, page, form)
    if "confirm" in request.POST:
        return _decide(request, page, form)
    if reason := passages.why_not(round_, clock.arrived_at(request)):
        return _show(request, page, form, refusal=NotAllowed(reason))
    context = {
        "round": round_,
        "form": form,
        "on": [row for row in page.rows if row.entry in form.goes_on],
        "off": [row for row in page.rows if row.entry not in form.goes_on],
        "differing": page.differing(form.goes_on),
        "page": page,
    }
    return render(request, "judging/passage_confirm.html", context)


def _choose(request: HttpRequest, round_: Round) -> HttpResponse:
    first = FirstForm(request.GET if "first" in request.GET else None)
    wanted = first.cleaned_data["first"] if first.is_bound and first.is_valid() else None
    page = PassagePage(round_, first=wanted)
    initial = {"entries": page.suggested, "seen": passages.seen_of(round_)}
    return _show(request, page, PassageForm(page.rows, initial=initial), first_form=first)


def _decide(request: HttpRequest, page: PassagePage, form: PassageForm) -> HttpResponse:
    try:
        decided = passages.decide(
            page.round, form.goes_on, note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"], by=request.user, at=clock.arrived_at(request),
        )  # fmt: skip
    except NotAllowed as refused:
        fresh = PassagePage(page.round)
        return _show(request, fresh, form, refusal=refused)
    count = sum(each.goes_on for each in decided)
    words = ngettext("Decided: %(count)d entry goes on.", "Decided: %(count)d entries go on.",
                     count)  # fmt: skip
    messages.success(request, words % {"count": count})
    return to_page("judging:passage", page.round)


def _show(
    request: HttpRequest, page: PassagePage, form: PassageForm, *,
    refusal: NotAllowed | None = None, first_form: FirstForm | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "round": page.round,
        "page": page,
        "form": form,
        "ticked": form.ticked,
        "seen": passages.seen_of(page.round),
        "first_form": first_form or FirstForm(),
        "refusal": refusal,
        "why_not": passages.why_not(page.round, clock.now()),
    }
    return render(request, "judging/passage.html", context, status=CONFLICT if refusal else 200)
