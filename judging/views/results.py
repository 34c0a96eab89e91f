"""The results, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from contest_portal.editions.models import Edition
from judging.models import Ranking
from judging.published import SCRIPT
from judging.ranking.standings import rows_of

from .access import edition_of


@require_safe
@login_not_required
def results(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    return _show(request, _in_force(edition).for_reading().last())


@require_safe
@login_not_required
def earlier(request: HttpRequest, slug: str, order: int, number: int) -> HttpResponse:
    """A result that was corrected afterwards: it stays as it was published."""
    return _show(request, _corrected_or_404(edition_of(slug), order, number))


def _show(request: HttpRequest, published: Ranking | None) -> HttpResponse:
    context = {
        "ranking": published,
        "rows": rows_of(published) if published else [],
        "has_matrix": bool(published) and _has_matrix(published),
        "correction": published.corrections.released().first() if published else None,
    }
    return render(request, "judging/results.html", context)


def _has_matrix(published: Ranking) -> bool:
    return Ranking.objects.filter(pk=published.pk).exclude(matrix=None).exists()


@require_safe
@login_not_required
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Every mark behind the published ranking; the judges are J01, J02, …"""
    published = _in_force(edition_of(slug)).last()
    if published is None:
        raise Http404
    return _matrix(published)


@require_safe
@login_not_required
def earlier_matrix(request: HttpRequest, slug: str, order: int, number: int) -> HttpResponse:
    return _matrix(_corrected_or_404(edition_of(slug), order, number))


def _matrix(published: Ranking) -> JsonResponse:
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


def _in_force(edition: Edition) -> QuerySet[Ranking]:
    """The last round's last."""
    in_force = Ranking.objects.in_force().filter(round__edition=edition)
    return in_force.order_by("round__order", "number")


def _corrected_or_404(edition: Edition, order: int, number: int) -> Ranking:
    released = Ranking.objects.released().filter(round__edition=edition)
    corrected = released.exclude(pk__in=_in_force(edition).values("pk"))
    found = corrected.select_related("round__edition__organiser")
    return get_object_or_404(found, round__order=order, number=number)
