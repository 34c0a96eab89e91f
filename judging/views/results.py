"""The results, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from judging.models import Ranking
from judging.standings import rows_of

from .access import edition_of


@require_safe
@login_not_required
def results(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    published = Ranking.objects.released().filter(round__edition=edition).for_reading().last()
    context = {"ranking": published, "rows": rows_of(published) if published else []}
    return render(request, "judging/results.html", context)
