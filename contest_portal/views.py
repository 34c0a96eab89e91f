"""Pages that belong to the whole portal."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from submissions import extensions

from . import clock, health, homes
from . import landing as front_page
from .accounts.roles import Role
from .editions.models import Edition


@require_safe
@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    edition = Edition.objects.current()
    return render(request, "landing.html", _front_page(edition) if edition else {})


def _front_page(edition: Edition) -> dict:
    now = clock.now()
    closes_at = extensions.closing_for_everyone(edition)
    return {
        "is_open": edition.opens_at <= now < closes_at,
        "is_over": now >= closes_at,
        "closes_at": closes_at,
        "time_left": closes_at - now,
        "some_have_more_time": edition.extensions.approved().exists(),
        "tiles": front_page.tiles(edition),
        "regions": front_page.regions(edition),
        "calendar": front_page.calendar(edition, now),
        "letter": front_page.letter(edition),
    }


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every signed-in person's first page: what waits for them, most pressing first."""
    edition = Edition.objects.current()
    context = {
        "steps": homes.steps_for(request.user, edition) if edition else [],
        "shown_roles": sorted(request.user.roles - {Role.NEWCOMER}),
    }
    return render(request, "home.html", context)


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part of the machinery is alive; 503 names those that are not."""
    silent = health.silent_parts()
    return JsonResponse({"ready": not silent, "silent": silent}, status=503 if silent else 200)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
