"""The follow-up of provinces as files to take along."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from notifications import director_sheet, reading, tables

log = logging.getLogger(__name__)

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


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def provinces_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """One page for the head of the department: all provinces, as of now."""
    edition = get_object_or_404(Edition.objects.select_related("channel"), slug=slug)
    circular = reading.latest_circular(edition)
    at = clock.now()
    rows = reading.province_rows(edition, circular, request.user, at=at)
    try:
        pdf = director_sheet.draw(edition, circular, rows, at=at)
    except papers.CannotDraw as error:
        log.exception("The summary of provinces could not be drawn")
        raise NotAllowed(
            _("The summary could not be drawn as a PDF."),
            next_step=_("Print the page of provinces instead: it says the same."),
        ) from error
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="summary-{edition.slug}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
