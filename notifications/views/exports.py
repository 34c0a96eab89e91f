"""The follow-up of provinces as files to take along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from notifications import reading, tables

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.SEE_PROVINCE)
def provinces_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition, slug=slug)
    circular = reading.latest_circular(edition)
    rows = reading.province_rows(edition, circular, request.user, at=clock.now())
    response = HttpResponse(tables.provinces_xlsx(rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="provinces-{edition.slug}.xlsx"'
    return response
