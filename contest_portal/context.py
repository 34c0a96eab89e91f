"""What every page may show: the edition, the time, the person and where they can go."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db.models import SlugField
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from judging.results import outcomes
from submissions.deadlines import extensions

from . import clock, health
from .accounts.roles import Permission
from .editions.models import Edition
from .menu import menu_for
from .prepared import Given, Prepared
from .reading import display_of
from .refusals import Words


def every_page(request: HttpRequest) -> dict:
    edition = SimpleLazyObject(lambda: _edition(request))
    return {
        "edition": edition,
        "now": clock.now(),
        "display": display_of(request),
        "demonstration": settings.PORTAL_DEMO,
        "request_id": getattr(request, "id", ""),
        "menu": SimpleLazyObject(lambda: menu_for(request, edition)),
        "own_deadline": partial(_own_deadline, request, edition),
        "results_are_out": SimpleLazyObject(lambda: bool(edition) and edition.results_are_out),
        "alarms": SimpleLazyObject(lambda: _alarms(request)),
        "organisation": SimpleLazyObject(lambda: _organisation(request)),
    }


def _own_deadline(request: HttpRequest, edition: Edition) -> datetime:
    """Until when the person at the top of the page may send, as far as it is not one entry's."""
    if request.user.is_authenticated:
        return extensions.closing_for(request.user, edition)
    return extensions.closing_for_everyone(edition)


def _alarms(request: HttpRequest) -> list[Words]:
    """Parts of the machinery that are silent, for those who can do something about it.

    A request that was refused before anybody was recognised has no user yet.
    """
    if not hasattr(request, "user"):
        return []
    if request.user.is_authenticated and request.user.may(Permission.SEE_ALARMS):
        return health.alarms()
    return []


def _organisation(request: HttpRequest) -> str:
    """Whom the person at the top of the page works for; "" for officers and strangers."""
    if not request.user.is_authenticated:
        return ""
    return ", ".join(f"{lao.name} {lao.place}" for lao in request.user.employers)


def _edition(request: HttpRequest) -> Edition | None:
    """The edition of the page's own address, else the current one, with `results_are_out`.

    A page that has read it already leaves it at the request.
    """
    if hasattr(request, "edition"):
        return request.edition
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    named = NAMED.all(slug=slug) if slug else []
    return named[0] if named else _editions().current()


def _editions():
    return Edition.objects.annotate(results_are_out=outcomes.published_in("pk"))


NAMED = Prepared(
    lambda: (
        _editions().filter(slug=Given("slug", SlugField())).select_related("organiser", "channel")
    )
)
