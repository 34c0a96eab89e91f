"""The second person: publish now, set an instant for it, or take that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.models import Ranking
from judging.ranking.evidence import Evidence
from judging.results import embargo, releasing
from judging.results.release_forms import InstantForm
from judging.results.release_page import Question

from .access import to_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RESULTS)
def ranking_release(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _ranking_or_404(slug, pk)
    if request.method == "POST":
        releasing.release(found, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The results are published."))
        return to_page("judging:ranking", found.round)
    _refuse_unless_released_by(found, request)
    question = Question(found)
    context = {
        "round": found.round, "ranking": found, "facts": question.facts,
        "count": len(question.rows),
    }  # fmt: skip
    return render(request, "judging/ranking_release.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RESULTS)
def ranking_set(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Approve now what the clock publishes later."""
    found = _ranking_or_404(slug, pk)
    at = clock.arrived_at(request)
    form = InstantForm(request.POST if request.method == "POST" else None, at=at)
    if request.method == "POST" and form.is_valid():
        publish_at = form.publish_at
        embargo.approve(found, by=request.user, at=at, publish_at=publish_at)
        words = _("The results are published on %(moment)s, unless somebody takes it back.")
        messages.success(request, words % {"moment": thai_datetime(publish_at)})
        return to_page("judging:ranking", found.round)
    _refuse_unless_released_by(found, request)
    context = {"round": found.round, "form": form, "facts": Question(found).facts}
    return render(request, "judging/ranking_set.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RESULTS)
def ranking_take_back(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _ranking_or_404(slug, pk)
    if request.method == "POST":
        embargo.cancel(found, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The release is taken back. Nothing is published."))
        return to_page("judging:ranking", found.round)
    if found.publish_at is None or found.released_at:
        raise NotAllowed(_("No release is set for this ranking."))
    facts = [
        (_("Set for"), thai_datetime(found.publish_at)),
        (_("Prepared by"), str(found.prepared_by)),
        (_("Approved by"), str(found.approved_by)),
    ]
    context = {"round": found.round, "facts": facts}
    return render(request, "judging/ranking_take_back.html", context)


def _ranking_or_404(slug: str, pk: UUID) -> Ranking:
    return get_object_or_404(Ranking.objects.for_reading(), pk=pk, round__edition__slug=slug)


def _refuse_unless_released_by(found: Ranking, request: HttpRequest) -> None:
    reason = releasing.why_not_release(found, Evidence(found.round), by=request.user)
    if reason:
        raise NotAllowed(reason, next_step=_("Look at the ranking again."))
