"""The judge goes through the list of entries: ticks, then says what kind of interest each is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.conflicts import declaring
from judging.conflicts.declaring import Listed
from judging.conflicts.forms import InterestsForm, TickedForm
from judging.models import Judge

from .access import to_page
from .invitation import own_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """Step one is the list. A POST without `confirm` is step two, which stores nothing yet."""
    judge = own_or_404(request, slug)
    if reason := declaring.why_not(judge, clock.now()):
        return _show(request, judge, "judging/declaration.html", why_not=reason)
    listed = declaring.lines_for(judge)
    form = TickedForm(listed, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        ticked = form.data.getlist("entries") if form.is_bound else _proposed(listed)
        return _show(
            request, judge, "judging/declaration.html", listed=listed, form=form, ticked=ticked
        )
    return _second_step(request, judge, form.ticked(listed))


def _proposed(listed: list[Listed]) -> list[str]:
    return [line.key for line in listed if line.suggested]


def _second_step(request: HttpRequest, judge: Judge, ticked: list[Listed]) -> HttpResponse:
    is_confirmed = "confirm" in request.POST
    form = InterestsForm(ticked, request.POST if is_confirmed else None)
    if is_confirmed and form.is_valid():
        at = clock.arrived_at(request)
        declaring.declare_list(judge, form.interests, by=request.user, at=at)
        messages.success(request, _("Thank you. Your declaration is on record."))
        return to_page("judging:invitation", judge.round)
    return _show(request, judge, "judging/declaration_kinds.html", form=form)


def _show(request: HttpRequest, judge: Judge, template: str, **more: object) -> HttpResponse:
    return render(request, template, {"judge": judge, "round": judge.round, **more})
