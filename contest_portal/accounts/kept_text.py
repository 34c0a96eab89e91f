"""A session that ends while somebody types loses nothing: what was sent is kept, and after signing
in it is offered again on the page it was meant for.

It is kept in the session of the browser it came from, for an hour. Files cannot be kept: they are
chosen again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from contest_portal import clock

KEY = "kept_text"
LIFE = timedelta(hours=1)
MOST_CHARACTERS = 100_000
NOT_TYPED = {"csrfmiddlewaretoken"}
DISCARD = "discard-kept-text"


class SignInKeepingText(LoginRequiredMiddleware):
    """Private is the default; a stranger's form is kept before they are sent to sign in."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        if "Tus-Resumable" in request.headers or not request.accepts("text/html"):
            return JsonResponse({}, status=401)  # a script asks: its page keeps the words itself
        if request.method == "POST":
            keep(request)
        return super().handle_no_permission(request, view_func)


def keep(request: HttpRequest) -> None:
    fields = {name: texts for name, texts in request.POST.lists() if name not in NOT_TYPED}
    if (
        not fields
        or sum(len(text) for texts in fields.values() for text in texts) > MOST_CHARACTERS
    ):
        return
    request.session[KEY] = {
        "path": request.path,
        "fields": fields,
        "files": bool(request.FILES),
        "until": (clock.machine_now() + LIFE).isoformat(),
    }


def offer_again(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: on the page that the text was meant for, ask first whether to send it now."""

    def middleware(request: HttpRequest) -> HttpResponse:
        kept = _kept_for(request)
        if kept is None:
            return get_response(request)
        if request.method == "POST" or DISCARD in request.GET:
            del request.session[KEY]
        if DISCARD in request.GET:
            return HttpResponseRedirect(request.path)
        if request.method == "GET":
            return render(request, "accounts/kept_text.html", {"kept": kept})
        return get_response(request)

    return middleware


def _kept_for(request: HttpRequest) -> dict | None:
    """What is kept for this page, once somebody has signed in and while it is fresh."""
    if not request.user.is_authenticated:
        return None
    kept = request.session.get(KEY)
    if kept is None or kept["path"] != request.path:
        return None
    return kept if clock.machine_now() < datetime.fromisoformat(kept["until"]) else None
