"""Officers look at a plan before sheets are handed out, and have their say about single pairs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.assigning import assignment, pairing, planning
from judging.assigning.forms import PairForm
from judging.assigning.plan_page import PlanPage
from judging.models import PairRule, Plan, Round
from judging.ranking import topping_up
from judging.ranking.forms import AwardsForm
from judging.rounds import entries
from judging.rounds.paper import papers_of
from submissions.models import Entry

from .access import round_of, to_page

ACTS = {PairForm.GIVE: pairing.give, PairForm.PIN: pairing.pin, PairForm.BAN: pairing.ban}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan, or by POST a new one. Nothing is handed out here."""
    round_, at = round_of(slug, request), clock.now()
    if request.method == "POST":
        assignment.work_out(round_, by=request.user, at=clock.arrived_at(request))
        return to_page("judging:assign", round_)
    plan = round_.plans.filter(confirmed_at=None).select_related("round__edition").last()
    panel = assignment.panel_for(plan) if plan else planning.panel_of(round_)
    context = {
        "round": round_,
        "page": PlanPage(plan, panel) if plan else None,
        "why_not": assignment.why_not(round_, at=at, panel=panel),
        "rules": _rules(round_),
    }
    return render(request, "judging/assign.html", context)


def _rules(round_: Round) -> list[PairRule]:
    """What stands, each with `paper` of its entry."""
    rules = list(pairing.standing(round_).values())
    papers = papers_of([rule.entry_id for rule in rules])
    for rule in rules:
        rule.paper = papers[rule.entry_id]
    return rules


@require_POST
@requires(Permission.MANAGE_JUDGING)
def assign_confirm(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(Plan, pk=pk, round__edition__slug=slug)
    try:
        added = assignment.confirm(plan, by=request.user, at=clock.arrived_at(request))
    except assignment.Overtaken as overtaken:
        messages.warning(request, f"{overtaken.reason} {overtaken.next_step}")
        return to_page("judging:assign", plan.round)
    words = ngettext("%(count)d sheet handed out.", "%(count)d sheets handed out.", len(added))
    messages.success(request, words % {"count": len(added)})
    return to_page("judging:panel", plan.round)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def pair_rule(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    papers = papers_of(entries.of_round(round_).order_by("number"))
    titles = {entry: f"{paper.title} · {paper.lao_name}" for entry, paper in papers.items()}
    judges = round_.judges.serving().select_related("user", "round__edition")
    form = PairForm(judges, titles, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _act(request, form):
        return to_page("judging:assign", round_)
    return render(request, "judging/pair_rule.html", {"round": round_, "form": form})


def _act(request: HttpRequest, form: PairForm) -> bool:
    """Whether it was done; else the form says why not."""
    given = form.cleaned_data
    entry = get_object_or_404(Entry.objects.select_related("category"), pk=given["entry"])
    try:
        ACTS[given["what"]](
            given["judge"], entry, by=request.user, at=clock.arrived_at(request),
            reason=given["reason"],
        )  # fmt: skip
    except NotAllowed as refusal:
        form.add_error("judge", f"{refusal.reason} {refusal.next_step or ''}".strip())
        return False
    said = {
        PairForm.GIVE: _("The sheet is handed out."),
        PairForm.PIN: _("Every plan from now on gives the judge this entry."),
        PairForm.BAN: _("No plan from now on gives the judge this entry."),
    }
    messages.success(request, said[given["what"]])
    return True


@require_POST
@requires(Permission.MANAGE_JUDGING)
def pair_rule_lift(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    rules = PairRule.objects.select_related("judge__round__edition")
    rule = get_object_or_404(rules, pk=pk, judge__round__edition__slug=slug)
    pairing.lift(rule, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The ruling is lifted."))
    return to_page("judging:assign", rule.judge.round)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def top_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Which entries lie on the cut; by POST a plan that gives each of them one judge more."""
    round_ = round_of(slug, request)
    asked = request.POST if request.method == "POST" else request.GET
    usual = {"awards": topping_up.usual_awards(round_)}
    form = AwardsForm(asked if "awards" in asked else usual)
    found = topping_up.on_the_cut(round_, form.cleaned_data["awards"]) if form.is_valid() else []
    if request.method == "POST" and found:
        more = [row.entry for row in found]
        assignment.work_out(round_, by=request.user, at=clock.arrived_at(request), more=more)
        return to_page("judging:assign", round_)
    context = {"round": round_, "form": form, "found": found}
    return render(request, "judging/top_up.html", context)
