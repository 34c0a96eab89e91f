"""What follows a release, as officers choose it; and the comments that entrants may read."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Sheet
from judging.ranking import proposing
from judging.results import corrections, feedback, sequels
from judging.results.sequel_forms import CommentsForm, CorrectionForm, SequelForm
from judging.rounds.entries import of_round
from judging.rounds.paper import papers_of

from .access import round_of, to_page

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def ranking_after(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    stored = sequels.sequel_of(round_)
    form = SequelForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(stored, name) for name in SequelForm.base_fields},
        signatories=stored.signatories,
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        try:
            sequels.choose(round_, form.rules, by=request.user, at=at, version=form.seen)
            messages.success(request, _("What follows the release is saved."))
            return to_page("judging:ranking", round_)
        except NotAllowed as refused:
            refusal = refused
    context = {
        "round": round_, "form": form, "refusal": refusal, "sequel": stored,
        "why_late": sequels.why_late(round_),
    }  # fmt: skip
    return render(
        request, "judging/ranking_after.html", context, status=CONFLICT if refusal else 200
    )


@require_safe
@requires(Permission.PREPARE_RESULTS)
def comment_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every entry with comments, and how many of them are chosen."""
    round_ = round_of(slug, request)
    sheets = Sheet.objects.in_round(round_).counted().exclude(comment="")
    counts = {
        entry: (written, chosen)
        for entry, written, chosen in sheets.order_by()
        .values_list("assignment__entry")
        .annotate(written=Count("pk"), chosen=Count("pk", filter=Q(chosen_comment__isnull=False)))
    }
    papers = papers_of(of_round(round_).order_by("number"))
    rows = [(entry, paper, *counts[entry]) for entry, paper in papers.items() if entry in counts]
    context = {"round": round_, "rows": rows, "why_not": feedback.why_not_choose(round_)}
    return render(request, "judging/comment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def comments(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Which comments on one entry its organisation may read."""
    round_ = round_of(slug, request)
    entry = get_object_or_404(of_round(round_), pk=pk)
    offered = feedback.offered(round_, entry)
    form = CommentsForm(offered, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = {UUID(each) for each in form.cleaned_data["sheets"]}
        at = clock.arrived_at(request)
        feedback.choose_comments(round_, entry, chosen, by=request.user, at=at)
        messages.success(request, _("The choice of comments is saved."))
        return to_page("judging:comment_list", round_)
    context = {
        "round": round_, "form": form, "paper": papers_of([entry])[entry.pk], "offered": offered,
        "why_not": feedback.why_not_choose(round_),
        "is_stale": any(each.is_stale for each in offered),
    }  # fmt: skip
    return render(request, "judging/comments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def ranking_correction(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the correction of a published result: after an upheld appeal, or marks signed anew."""
    round_ = round_of(slug, request)
    found, amended = corrections.to_answer(round_), corrections.amended(round_)
    if not (found or amended):
        nothing = _("No upheld appeal, and no marks signed anew, wait for a correction.")
        raise NotAllowed(proposing.why_unfinished(round_) or nothing)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        corrections.begin(round_, reason=form.cleaned_data["reason"], by=request.user, at=at)
        messages.success(request, _("The correction is prepared. A second person can release it."))
        return to_page("judging:ranking", round_)
    facts = [(_("Appeal"), f"{each.number} · {each.entry.number}") for each in found]
    facts += [(_("Marks signed anew"), each.sheet.assignment.entry.number) for each in amended]
    context = {"round": round_, "form": form, "facts": facts}
    return render(request, "judging/ranking_correction.html", context)
