"""The judge's desk: how far one is, what comes next, and the own marks side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging import declaring
from judging.desks import Desk
from judging.own_scores import OwnScores
from judging.window import why_closed

from .access import round_of


@require_safe
@requires(Permission.SCORE_ENTRY)
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    own = Desk(request.user, round_)
    appointment = own.appointment
    context = {
        "round": round_,
        "desk": own,
        "owes_declaration": appointment and declaring.is_owed(appointment, clock.now()),
        "closed": why_closed(round_, clock.now()),
        "judge": None if own.rows else appointment,
    }
    return render(request, "judging/desk.html", context)


@require_safe
@requires(Permission.SCORE_ENTRY)
def own_scores(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    context = {"round": round_, "scores": OwnScores(request.user, round_)}
    return render(request, "judging/own_scores.html", context)
