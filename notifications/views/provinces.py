"""Officers follow the provinces; a provincial officer sees the own province only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from judging.results import outcomes
from notifications.calling import turnout
from notifications.models import Circular
from notifications.progress import last_time, matrix, plan, reading, sifting


@require_safe
@requires(Permission.SEE_PROVINCE)
def province_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    circulars = reading.sent_circulars(edition)
    circular = reading.followed(circulars, request.GET.get("circular", ""))
    rows = rows_for(request, edition, circular)
    show = sifting.chosen(request.GET.get("show", ""))
    shown = sifting.sift(rows, show)
    before = last_time.of(edition, rows)
    context = {
        "edition": edition,
        "circular": circular,
        "circulars": circulars,
        "rows": rows,
        "shown": shown,
        "groups": _groups(shown),
        "show": show,
        "pills": sifting.counts(rows),
        "total": matrix.total_of(rows),
        "sent": sum(1 for row in rows if row.mail and row.mail.sent_at),
        "answered": sum(1 for row in rows if row.answer),
        "forwarded": sum(row.is_forwarded for row in rows),
        "tiles": [_tile(row, slug) for row in rows],
        "before": before,
        "wanted": plan.plan_of(edition).organisations_wanted,
        "forecast": turnout.forecast_of(edition, rows, before, at=clock.now()),
        "may_plan": request.user.may(Permission.PREPARE_CIRCULAR),
    }
    return render(request, "notifications/province_list.html", context)


def edition_of(request: HttpRequest, slug: str) -> Edition:
    """With its owners, whom every page names at its foot, and the plan of its outreach.

    The frame of the page takes it from the request, instead of asking again.
    """
    editions = Edition.objects.select_related("organiser", "channel", "outreach_plan")
    editions = editions.annotate(results_are_out=outcomes.published_in("pk"))
    request.edition = get_object_or_404(editions, slug=slug)
    return request.edition


def followed_in(request: HttpRequest, edition: Edition) -> Circular | None:
    """The circular that the page's address asks for, or the usual one."""
    return reading.followed(reading.sent_circulars(edition), request.GET.get("circular", ""))


def rows_for(
    request: HttpRequest, edition: Edition, circular: Circular | None
) -> list[matrix.ProvinceRow]:
    provinces = reading.provinces_of(request.user)
    return matrix.province_rows(edition, circular, provinces, at=clock.now())


def _groups(rows: list[matrix.ProvinceRow]) -> list[list[matrix.ProvinceRow]]:
    """Those that need attention, and the others; an empty group is left out."""
    urgent = [row for row in rows if row.standing.needs_attention]
    others = [row for row in rows if not row.standing.needs_attention]
    return [group for group in (urgent, others) if group]


def _tile(row: matrix.ProvinceRow, slug: str) -> dict:
    province = row.province
    kind = row.standing.kind
    return {
        "code": province.code,
        "letter_code": province.letter_code,
        "name": province.name,
        "row": province.tile_row,
        "col": province.tile_col,
        "value": row.tally.submitted,
        "state": "none" if kind == "idle" else kind,
        "words": row.standing.words,
        "url": reverse("notifications:province", args=[slug, province.code]),
    }
