"""The judge's desk: how far one is, what comes next, and the own marks side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.conflicts import declaring
from judging.models import Round
from judging.rounds.window import why_closed
from judging.sheets import reopening
from judging.sheets.desks import Desk
from judging.sheets.own_scores import OwnScores

from .access import own_round_of, round_of


@require_safe
@requires(Permission.SCORE_ENTRY)
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheets of every open round; without any, or where the address names one, of one."""
    desks = [Desk(request.user, round_) for round_ in _rounds(request, slug)]
    own, at = desks[0], clock.now()
    appointment = own.appointment
    context = {
        "round": own.round,
        "desk": own,
        "others": desks[1:],
        "owes_declaration": appointment and declaring.is_owed(appointment, at),
        "closed": why_closed(own.round, at),
        "judge": None if own.rows else appointment,
        "presides": _presides(request, own.round),
    }
    return render(request, "judging/desk.html", context)


def _presides(request: HttpRequest, round_: Round) -> bool:
    """Most judges may not at all, which costs no question."""
    may = request.user.may(Permission.REOPEN_SHEET)
    return may and reopening.presides(request.user, round_)


def _rounds(request: HttpRequest, slug: str) -> list[Round]:
    if "round" in request.GET:
        return [round_of(slug, request)]
    rounds = Round.objects.filter(edition__slug=slug).for_pages()
    return list(rounds.open_to(request.user, clock.now())) or [own_round_of(slug, request)]


@require_safe
@requires(Permission.SCORE_ENTRY)
def own_scores(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = own_round_of(slug, request)
    context = {"round": round_, "scores": OwnScores(request.user, round_)}
    return render(request, "judging/own_scores.html", context)
