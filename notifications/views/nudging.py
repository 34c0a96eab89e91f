"""Whom reminders to the people of LAOs would go to now, and what was sent."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.answers import abstaining
from notifications.progress import plan
from notifications.reminding import nudging

from .provinces import edition_of

PEOPLE_A_PAGE = 50
MOST_WORDS = 30


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def nudge_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    pages = Paginator(nudging.waiting(edition, at=clock.now()), PEOPLE_A_PAGE)
    context = {
        "edition": edition,
        "plan": plan.plan_of(edition),
        "waiting": pages,
        "page": pages.get_page(request.GET.get("page")),
        "counts": nudging.counts(edition),
        "reasons": abstaining.reasons(edition),
        "written": abstaining.latest_words(edition, MOST_WORDS),
    }
    return render(request, "notifications/nudge_list.html", context)
