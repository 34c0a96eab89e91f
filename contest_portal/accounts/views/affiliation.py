"""Saying whom one works for: finding the LAO and claiming it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts import membership as belonging
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.accounts.ways import ways_of
from contest_portal.registry.models import LAO

MOST_RESULTS = 30
MOST_SUGGESTIONS = 8
REMEMBERED_SECONDS = 300


@require_safe
@requires(Permission.CLAIM_LAO)
def lao_search(request: HttpRequest) -> HttpResponse:
    """Names repeat, so every result comes with its district and province."""
    words = _words(request)
    found = list(LAO.objects.search(words, limit=MOST_RESULTS + 1))
    context = {
        "words": words,
        "laos": found[:MOST_RESULTS],
        "has_more": len(found) > MOST_RESULTS,
        "mine": _current_memberships(request.user),
    }
    return render(request, "accounts/lao_search.html", context)


@require_safe
@requires(Permission.CLAIM_LAO)
def lao_suggest(request: HttpRequest) -> JsonResponse:
    """What the search field suggests while somebody types: as the page would find it, but less."""
    found = LAO.objects.search(_words(request), limit=MOST_SUGGESTIONS)
    response = JsonResponse({"found": [_suggestion(lao) for lao in found]})
    response["Cache-Control"] = f"private, max-age={REMEMBERED_SECONDS}"
    response["Vary"] = "Cookie"
    return response


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200]


def _suggestion(lao: LAO) -> dict[str, str]:
    return {
        "name": lao.display_name,
        "place": lao.place,
        "code": lao.code,
        "url": reverse("accounts:lao_claim", args=[lao.pk]),
    }


def _current_memberships(user: User):
    return user.memberships.current().select_related("lao__province", "lao__amphoe", "user")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CLAIM_LAO)
def lao_claim(request: HttpRequest, pk) -> HttpResponse:
    """Asks first; then shows how the claim can be proved, or that it is."""
    lao = get_object_or_404(LAO.objects.in_register().select_related("province", "amphoe"), pk=pk)
    if not request.user.name:
        return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        belonging.claim(lao, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("Noted. You may begin writing at once."))
        return redirect("accounts:lao_claim", lao.pk)
    claim = _current_memberships(request.user).filter(lao=lao).first()
    context = {
        "lao": lao,
        "facts": lao_facts(lao),
        "membership": claim,
        "ways": list(ways_of(claim)) if claim and claim.is_awaiting else [],
    }
    return render(request, "accounts/lao_claim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CLAIM_LAO)
def claim_withdraw(request: HttpRequest, pk) -> HttpResponse:
    claim = get_object_or_404(_current_memberships(request.user).awaiting(), pk=pk)
    if request.method == "POST":
        belonging.withdraw(claim, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The claim is withdrawn."))
        return redirect("home")
    context = {"claim": claim, "facts": lao_facts(claim.lao)}
    return render(request, "accounts/claim_withdraw.html", context)


def lao_facts(lao: LAO) -> list[tuple[str, str]]:
    return [
        (_("Organisation"), lao.name),
        (_("Place"), lao.place),
        (_("Code"), lao.code),
    ]
