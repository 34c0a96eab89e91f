"""Scoring without a line: the pack, the table, and uploading it filled in."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from judging.models import Round
from judging.offline import changes, pack, reading, table
from judging.offline.reading import Rows
from judging.rounds.window import why_closed

from .access import own_round_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICT = 409

log = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    """A POST with a file shows what it would change; with `confirm`, saves that."""
    round_ = own_round_of(slug, request)
    if request.method != "POST":
        return _show(request, round_)
    try:
        rows = _rows(request)
        if reason := why_closed(round_, clock.arrived_at(request)):
            raise NotAllowed(reason)
    except NotAllowed as refusal:
        return _show(request, round_, refusal=refusal)
    return _save(request, round_, rows) if "confirm" in request.POST else _ask(
        request, round_, rows
    )  # fmt: skip


def _rows(request: HttpRequest) -> Rows:
    if "confirm" in request.POST:
        return reading.from_text(request.POST.get("rows", ""))
    file = request.FILES.get("table")
    if file is None:
        raise NotAllowed(
            _("No file was chosen."),
            next_step=_("Choose the XLSX file that you downloaded here and filled in."),
        )
    return reading.rows_of(file.read(reading.MOST_BYTES + 1))


def _ask(request: HttpRequest, round_: Round, rows: Rows) -> HttpResponse:
    filled, problems = reading.read(rows, round_)
    context = {
        "round": round_,
        "problems": problems,
        "checked": changes.check(request.user, round_, filled),
        "rows": reading.as_text(rows),
    }
    return render(request, "judging/offline_check.html", context)


def _save(request: HttpRequest, round_: Round, rows: Rows) -> HttpResponse:
    filled, problems = reading.read(rows, round_)
    checked = changes.check(request.user, round_, filled)
    saved, refused = changes.apply(request.user, checked.changes, clock.arrived_at(request))
    context = {
        "round": round_,
        "saved": saved,
        "problems": problems,
        "refusals": [*checked.refusals, *refused],
    }
    return render(request, "judging/offline_saved.html", context)


def _show(
    request: HttpRequest, round_: Round, *, refusal: NotAllowed | None = None
) -> HttpResponse:
    context = {
        "round": round_,
        "count": len(table.own_sheets(request.user, round_)),
        "closed": why_closed(round_, clock.now()),
        "refusal": refusal,
    }
    return render(request, "judging/offline.html", context, status=CONFLICT if refusal else 200)


@never_cache
@require_safe
@requires(Permission.SCORE_ENTRY)
def offline_table(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = own_round_of(slug, request)
    content = table.workbook(request.user, round_)
    return _file(content, XLSX, f"sheets-{slug}-{round_.order}.xlsx")


@never_cache
@require_safe
@requires(Permission.SCORE_ENTRY)
def offline_pack(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = own_round_of(slug, request)
    try:
        content = pack.draw(request.user, round_)
    except papers.CannotDraw as error:
        log.exception("A scoring pack could not be drawn")
        raise NotAllowed(
            _("The PDF of these sheets could not be made."), next_step=_("Try again later.")
        ) from error
    return _file(content, "application/pdf", f"sheets-{slug}-{round_.order}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
