"""The follow-up of provinces as files to take along."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from notifications.progress import director_sheet, tables

from .provinces import edition_of, followed_in, rows_for

CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

log = logging.getLogger(__name__)


@require_safe
@requires(Permission.SEE_PROVINCE)
def provinces_csv(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    rows = rows_for(request, edition, followed_in(request, edition))
    return _file(tables.provinces_csv(rows), f"provinces-{edition.slug}.csv", CSV)


@require_safe
@requires(Permission.SEE_PROVINCE)
def provinces_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    rows = rows_for(request, edition, followed_in(request, edition))
    return _file(tables.provinces_xlsx(rows), f"provinces-{edition.slug}.xlsx", XLSX)


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def provinces_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """One page for the head of the department: all provinces, as of now."""
    edition = edition_of(request, slug)
    circular = followed_in(request, edition)
    rows = rows_for(request, edition, circular)
    try:
        pdf = director_sheet.draw(edition, circular, rows, at=clock.now())
    except papers.CannotDraw as error:
        log.exception("The summary of provinces could not be drawn")
        raise NotAllowed(
            _("The summary could not be drawn as a PDF."),
            next_step=_("Print the page of provinces instead: it says the same."),
        ) from error
    response = _file(pdf, f"summary-{edition.slug}.pdf", PDF)
    response["Cache-Control"] = "private, no-store"
    return response


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
