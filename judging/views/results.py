"""The results, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contest_portal.editions.models import Edition
from judging.models import Ranking
from judging.published import SCRIPT
from judging.standings import rows_of

from .access import edition_of


@require_safe
@login_not_required
def results(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    published = _released(edition).for_reading().last()
    context = {
        "ranking": published,
        "rows": rows_of(published) if published else [],
        "has_matrix": _released(edition).exclude(matrix=None).exists(),
    }
    return render(request, "judging/results.html", context)


@require_safe
@login_not_required
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Every mark behind the published ranking; the judges are J01, J02, …"""
    published = _released(edition_of(slug)).last()
    if published is None:
        raise Http404
    response = JsonResponse(published.matrix, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="matrix.json"'
    return response


@require_safe
@login_not_required
def recompute(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that works the ranking out again; it is the same in every edition."""
    edition_of(slug)
    return FileResponse(
        SCRIPT.open("rb"), as_attachment=True, filename=SCRIPT.name, content_type="text/x-python"
    )


def _released(edition: Edition) -> QuerySet[Ranking]:
    """The last round's last."""
    released = Ranking.objects.released().filter(round__edition=edition)
    return released.order_by("round__order", "number")
