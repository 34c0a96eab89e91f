"""Which entries come first: calibration, and the order of presentation in a final."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Round
from judging.rounds import calibrating, presenting
from judging.rounds.arranging_forms import CalibrationForm, DrawForm, OrderForm, name_of
from judging.rounds.paper import Paper, papers_of

from .access import round_or_404

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def calibration(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_ = round_or_404(slug, pk)
    chosen = [each.entry for each in round_.calibrations.select_related("entry")]
    initial = {f"entry_{place}": each.number for place, each in enumerate(chosen, start=1)}
    form = CalibrationForm(
        round_, request.POST if request.method == "POST" else None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        calibrating.choose(round_, form.entries, by=request.user, at=at)
        messages.success(request, _("Saved. It counts when sheets are handed out next."))
        return redirect("judging:round_edit", slug, pk)
    papers = papers_of(chosen)
    context = {
        "round": round_,
        "form": form,
        "chosen": [papers[each.pk] for each in chosen],
        "why_not": calibrating.why_not(round_, clock.now()),
    }
    return render(request, "judging/calibration.html", context)


@dataclass(frozen=True)
class Row:
    position: int | None
    paper: Paper
    field: BoundField


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def presentation(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The order as it stands, to be printed; a POST sets it by hand."""
    round_ = round_or_404(slug, pk)
    ordered = presenting.ordered(round_)
    places = {entry.pk: position for position, entry in ordered}
    papers = papers_of([entry for _position, entry in ordered])
    titles = {entry: paper.title for entry, paper in papers.items()}
    form = OrderForm(places, titles, request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        try:
            presenting.set_order(round_, form.order, by=request.user, at=at)
            messages.success(request, _("The order is saved."))
            return redirect("judging:presentation", slug, pk)
        except NotAllowed as refused:
            refusal = refused
    rows = [Row(position, papers[entry.pk], form[name_of(entry.pk)]) for position, entry in ordered]
    context = {
        "round": round_,
        "form": form,
        "rows": rows,
        "is_set": any(row.position for row in rows),
        "draw_form": DrawForm(),
        "refusal": refusal,
        "why_not": presenting.why_not(round_, clock.now()),
    }
    status = CONFLICT if refusal else 200
    return render(request, "judging/presentation.html", context, status=status)


@require_POST
@requires(Permission.MANAGE_JUDGING)
def draw(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_: Round = round_or_404(slug, pk)
    form = DrawForm(request.POST)
    if not form.is_valid():
        raise NotAllowed(_("The seed is too long."), next_step=_("Write at most 100 characters."))
    at = clock.arrived_at(request)
    presenting.draw(round_, seed=form.cleaned_data["seed"], by=request.user, at=at)
    messages.success(request, _("The order is drawn."))
    return redirect("judging:presentation", slug, pk)
