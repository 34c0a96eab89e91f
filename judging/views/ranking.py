"""Scores and places for the officers: proposing the ranking and releasing the results."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.deciding.awarding import Rules
from judging.deciding.decisions import rules_of
from judging.models import Round
from judging.ranking import charting, methods
from judging.ranking import proposing as rankings
from judging.ranking.figures import figures_of
from judging.ranking.forms import AwardsForm, MethodForm
from judging.ranking.standings import Standings
from judging.results import releasing

from .access import round_of, to_page


@require_safe
@requires(Permission.PREPARE_RESULTS)
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    before = rankings.latest(round_)
    initial = {"awards": before.awards} if before else None
    return _show(request, round_, AwardsForm(initial=initial))


def _show(request: HttpRequest, round_: Round, form: AwardsForm) -> HttpResponse:
    standings = Standings(round_)
    latest = standings.latest
    context = {
        "round": round_,
        "form": form,
        "method_form": MethodForm(initial={"method": round_.method}),
        "why_not_choose": methods.why_not_choose(round_, at=clock.now()),
        "standings": standings,
        "why_not_release": latest
        and releasing.why_not_release(latest, standings.evidence, by=request.user),
    }
    return render(request, "judging/ranking.html", context)


@require_POST
@requires(Permission.PREPARE_RESULTS)
def ranking_prepare(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    form = AwardsForm(request.POST)
    if not form.is_valid():
        return _show(request, round_, form)
    before = rankings.latest(round_)
    rules = replace(rules_of(before) if before else Rules(), winners=form.cleaned_data["awards"])
    rankings.prepare(round_, by=request.user, at=clock.arrived_at(request), rules=rules)
    messages.success(request, _("The ranking is prepared. A second person can release it."))
    return to_page("judging:ranking", round_)


@require_POST
@requires(Permission.PREPARE_RESULTS)
def method_choose(request: HttpRequest, slug: str) -> HttpResponse:
    round_, form = round_of(slug, request), MethodForm(request.POST)
    if not form.is_valid():
        return _show(request, round_, AwardsForm())
    chosen = form.cleaned_data["method"]
    methods.choose(round_, chosen, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The way of ranking is chosen."))
    return to_page("judging:ranking", round_)


@require_safe
@requires(Permission.PREPARE_RESULTS)
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    found = figures_of(round_)
    of_entries = {"rows": found.entries, "method": round_.method, "awards": found.awards}
    context = {
        "round": round_,
        "figures": found,
        "desk_chart": charting.of_entries(**of_entries, frame=charting.DESK),
        "phone_chart": charting.of_entries(**of_entries, frame=charting.PHONE),
        "tilts": charting.of_judges(found.judges),
    }
    return render(request, "judging/figures.html", context)
