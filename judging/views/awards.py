"""How many awards, within which quotas; and ties that the chair decides."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.deciding import quotas, ties
from judging.deciding.award_forms import RulesForm, TieForm
from judging.deciding.awarding import Rules
from judging.deciding.decisions import rules_of
from judging.deciding.quota_effects import effects
from judging.models import Ranking
from judging.ranking import proposing as rankings
from judging.ranking.standings import rows_of, tried

from .access import round_of, to_page

USUAL = Rules(winners=10)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def ranking_awards(request: HttpRequest, slug: str) -> HttpResponse:
    """POST tries the rules out, or prepares the ranking by them."""
    round_ = round_of(slug, request)
    before = rankings.latest(round_)
    form = RulesForm(
        request.POST if request.method == "POST" else None,
        rules=rules_of(before) if before else USUAL,
        sizes=quotas.sizes(round_),
    )
    context = {"round": round_, "form": form}
    if request.method == "POST" and form.is_valid():
        if "try" not in request.POST:
            at = clock.arrived_at(request)
            rankings.prepare(round_, by=request.user, at=at, rules=form.rules)
            messages.success(request, _("The ranking is prepared. A second person can release it."))
            return to_page("judging:ranking", round_)
        context |= _tried(round_, form.rules)
    elif before and not form.is_bound:
        context["effects"] = effects(rows_of(before), rules_of(before))
    return render(request, "judging/ranking_awards.html", context)


def _tried(round_, rules: Rules) -> dict:
    try:
        rows = tried(round_, rules)
    except NotAllowed as refusal:
        return {"refusal": refusal}
    return {"rows": rows, "effects": effects(rows, rules)}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def ranking_tie(request: HttpRequest, slug: str, pk: UUID, place: int) -> HttpResponse:
    """The chair's decision about the entries that share a place of a prepared ranking."""
    found = get_object_or_404(Ranking.objects.for_reading(), pk=pk, round__edition__slug=slug)
    tie = next((each for each in ties.ties_of(found) if each.place == place), None)
    if tie is None:
        raise Http404
    judges = ties.who_may_decide(found.round)
    form = TieForm(tie, judges, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("judge", "reason")}
        ties.decide(found, form.entries, **facts, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The chair's decision is recorded. The ranking is prepared."))
        return to_page("judging:ranking", found.round)
    context = {"round": found.round, "form": form, "tie": tie}
    return render(request, "judging/ranking_tie.html", context)
