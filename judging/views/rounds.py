"""The rounds of an edition and their rubrics, for those who manage the judging."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Criterion, Round
from judging.rounds import changing, rubric
from judging.rounds.entries import of_round
from judging.rounds.forms import CriterionForm, RoundForm

from .access import edition_of, round_or_404

CONFLICT = 409


@require_safe
@requires(Permission.MANAGE_JUDGING)
def round_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    found = (
        edition.rounds.with_release()
        .order_by("order")
        .select_related("source")
        .annotate(
            criteria_count=Count("criteria", distinct=True),
            judge_count=Count("judges", distinct=True),
        )
    )
    rows = [(each, of_round(each).count()) for each in found]
    return render(request, "judging/rounds.html", {"edition": edition, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def round_new(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    earlier = list(edition.rounds.all())
    fresh = Round(edition=edition, scores_per_entry=3)
    form = RoundForm(request.POST or None, earlier=earlier, round_=fresh)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            added = changing.add(
                edition,
                form.rules,
                like=form.copied_from,
                by=request.user,
                at=clock.arrived_at(request),
            )
            messages.success(request, _("The round is added."))
            return redirect("judging:round_edit", slug, added.pk)
        except NotAllowed as refused:
            refusal = refused
    context = {"edition": edition, "form": form, "refusal": refusal}
    return render(request, "judging/round_new.html", context, status=CONFLICT if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def round_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The rules of one round, and below them its rubric."""
    round_, at = round_or_404(slug, pk), clock.arrived_at(request)
    form = RoundForm(
        request.POST or None,
        earlier=list(round_.edition.rounds.filter(order__lt=round_.order)),
        round_=round_,
        is_fixed=changing.is_fixed(round_, at),
        may_open_later=changing.may_open_later(round_, at),
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            changing.change(round_, form.rules, seen=seen, by=request.user, at=at)
            messages.success(request, _("The round is saved."))
            return redirect("judging:round_list", slug)
        except NotAllowed as refused:
            refusal = refused
    context = {
        "round": round_,
        "form": form,
        "refusal": refusal,
        "seen": request.POST.get("seen") or changing.seen_of(round_),
        "is_fixed": changing.is_fixed(round_, at),
        "may_open_later": changing.may_open_later(round_, at),
        "criteria": round_.criteria.prefetch_related("levels"),
        "why_locked": rubric.why_locked(round_, at),
        "calibrations": round_.calibrations.select_related("entry"),
        "why_not_remove": changing.why_not_remove(round_),
    }
    return render(request, "judging/round_edit.html", context, status=CONFLICT if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def round_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_ = round_or_404(slug, pk)
    if request.method == "POST":
        changing.remove(round_, by=request.user)
        messages.success(request, _("The round is removed."))
        return redirect("judging:round_list", slug)
    if reason := changing.why_not_remove(round_):
        raise NotAllowed(reason)
    facts = [(_("Round"), round_.name), (_("Criteria"), round_.criteria.count())]
    return render(request, "judging/round_remove.html", {"round": round_, "facts": facts})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def criterion_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    return _write(request, round_or_404(slug, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def criterion_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    criterion = _criterion(slug, pk)
    return _write(request, criterion.round, criterion)


def _write(request: HttpRequest, round_: Round, criterion: Criterion | None) -> HttpResponse:
    at = clock.arrived_at(request)
    form = CriterionForm(request.POST or None, criterion=criterion)
    seen = request.POST.get("seen") or rubric.seen_of(round_)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            rubric.write(
                round_, form.written, criterion=criterion, seen=seen, by=request.user, at=at
            )
            messages.success(request, _("The criterion is saved."))
            return redirect("judging:round_edit", round_.edition.slug, round_.pk)
        except NotAllowed as refused:
            refusal = refused
    elif reason := rubric.why_locked(round_, at):
        raise NotAllowed(reason)
    context = {
        "round": round_, "criterion": criterion, "form": form, "seen": seen, "refusal": refusal,
    }  # fmt: skip
    return render(request, "judging/criterion.html", context, status=CONFLICT if refusal else 200)


@require_POST
@requires(Permission.MANAGE_JUDGING)
def criterion_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    criterion = _criterion(slug, pk)
    direction = request.POST.get("direction", "")
    rubric.move(criterion, direction, by=request.user, at=clock.arrived_at(request))
    return redirect("judging:round_edit", slug, criterion.round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def criterion_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    criterion, at = _criterion(slug, pk), clock.arrived_at(request)
    if request.method == "POST":
        rubric.remove(criterion, by=request.user, at=at)
        messages.success(request, _("The criterion is removed."))
        return redirect("judging:round_edit", slug, criterion.round_id)
    if reason := rubric.why_locked(criterion.round, at):
        raise NotAllowed(reason)
    facts = [(_("Criterion"), criterion.title), (_("Weight"), criterion.weight)]
    context = {"round": criterion.round, "facts": facts}
    return render(request, "judging/criterion_remove.html", context)


def _criterion(slug: str, pk: UUID) -> Criterion:
    related = Criterion.objects.select_related("round__edition__organiser")
    return get_object_or_404(related, pk=pk, round__edition__slug=slug)
