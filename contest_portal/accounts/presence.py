"""Where somebody is signed in, when they were last there, and ending one of these sessions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from contest_portal import clock

from .models import User

NOTED = "presence_noted_at"
# Often enough to recognise a stranger, seldom enough to cost nothing.
NOTED_EVERY = timedelta(minutes=5)


@receiver(user_logged_in)
def _begin(request: HttpRequest, **_others: object) -> None:
    """django-allauth makes the row of a new session itself."""
    request.session[NOTED] = clock.machine_now().isoformat()


def note_presence(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: write down, now and then, that this session is in use, and from where."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and _is_due(request):
            UserSession.objects.create_from_request(request)
            request.session[NOTED] = clock.machine_now().isoformat()
        return response

    return middleware


def _is_due(request: HttpRequest) -> bool:
    noted = request.session.get(NOTED)
    return not noted or datetime.fromisoformat(noted) + NOTED_EVERY <= clock.machine_now()


def elsewhere(user: User, *, here: str | None):
    """Sessions of the person other than the one with the key `here`."""
    return UserSession.objects.filter(user=user).exclude(session_key=here)
