"""Pages that belong to the whole portal."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from submissions.deadlines import extensions
from submissions.transfer import promises

from . import clock, health, homes
from . import landing as front_page
from .accounts.roles import Role
from .editions.models import Edition

log = logging.getLogger(__name__)

# The database restarts, is full, or gave up waiting for a lock: trying again helps.
AWAY = (OperationalError, InterfaceError)
TRY_AGAIN_SECONDS = 10


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
        "files_due_at": closes_at + promises.grace_of(edition),
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


@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """The same for Prometheus."""
    return HttpResponse(health.in_numbers(), content_type="text/plain; version=0.0.4")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. These pages ask the database nothing: it may be what broke."""
    error = sys.exc_info()[1]
    away = isinstance(error, AWAY) or type(error) is DatabaseError  # a line cut in a statement
    words = loader.render_to_string(
        "503.html" if away else "500.html", {"request_id": getattr(request, "id", "")}
    )
    response = HttpResponse(words, status=503 if away else 500)
    if away:
        response["Retry-After"] = str(TRY_AGAIN_SECONDS)
        response._has_been_logged = True  # Django would add the whole traceback, each time
        log.error("The database is away: %s", error)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
