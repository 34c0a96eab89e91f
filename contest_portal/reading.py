"""How a reader wants to read: language, size of the letters, contrast; cookies of this browser."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

ONE_YEAR = 365 * 24 * 3600
# The first of each is how the page looks when nobody chose; the system may still ask for contrast.
LETTER_SIZES = ("normal", "large", "larger")
CONTRASTS = ("", "normal", "high")
DISPLAY = {"letters": LETTER_SIZES, "contrast": CONTRASTS}


def display_of(request: HttpRequest) -> dict[str, str]:
    """What is chosen for `letters` and `contrast`."""
    chosen = {name: request.COOKIES.get(name, "") for name in DISPLAY}
    return {
        name: chosen[name] if chosen[name] in known else known[0] for name, known in DISPLAY.items()
    }


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page it was chosen on."""
    response = _back(request)
    _remember(request, response, settings.LANGUAGE_COOKIE_NAME, dict(settings.LANGUAGES))
    return response


@require_POST
@login_not_required
def display(request: HttpRequest) -> HttpResponse:
    """Remember the size of the letters or the contrast, and go back to the page."""
    response = _back(request)
    for name, known in DISPLAY.items():
        _remember(request, response, name, known)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if ours else "/")


def _remember(
    request: HttpRequest, response: HttpResponse, name: str, known: Iterable[str]
) -> None:
    """The cookie has the name of the field in which the choice came."""
    chosen = request.POST.get(name, "")
    if chosen and chosen in known:
        response.set_cookie(
            name,
            chosen,
            max_age=ONE_YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
