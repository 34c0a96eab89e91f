"""Whom a person works for: finding the LAO, claiming it, and deciding the claim."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts import membership as belonging
from contest_portal.accounts.forms import DecisionForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Permission
from contest_portal.registry.models import LAO

MOST_RESULTS = 30
CLAIMS_A_PAGE = 50


@require_safe
@requires(Permission.CLAIM_LAO)
def lao_search(request: HttpRequest) -> HttpResponse:
    """Names repeat, so every result comes with its district and province."""
    words = request.GET.get("q", "").strip()[:200]
    found = list(LAO.objects.search(words, limit=MOST_RESULTS + 1))
    context = {
        "words": words,
        "laos": found[:MOST_RESULTS],
        "has_more": len(found) > MOST_RESULTS,
        "mine": _current_memberships(request.user),
    }
    return render(request, "accounts/lao_search.html", context)


def _current_memberships(user: User):
    return user.memberships.current().select_related("lao__province", "lao__amphoe")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CLAIM_LAO)
def lao_claim(request: HttpRequest, pk) -> HttpResponse:
    lao = get_object_or_404(LAO.objects.in_register().select_related("province", "amphoe"), pk=pk)
    if not request.user.name:
        return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        belonging.claim(lao, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("Your claim is waiting for an officer. You may begin writing."))
        return redirect("home")
    context = {
        "lao": lao,
        "facts": _lao_facts(lao),
        "membership": _current_memberships(request.user).filter(lao=lao).first(),
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
    context = {"claim": claim, "facts": _lao_facts(claim.lao)}
    return render(request, "accounts/claim_withdraw.html", context)


def _lao_facts(lao: LAO) -> list[tuple[str, str]]:
    return [
        (_("Organisation"), lao.name),
        (_("Place"), lao.place),
        (_("Code"), lao.code),
    ]


@require_safe
@requires(Permission.VERIFY_CLAIM)
def claim_list(request: HttpRequest) -> HttpResponse:
    """Who waits for a confirmation, oldest first."""
    waiting = _claims(request.user).awaiting()
    page = Paginator(waiting, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/claim_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_CLAIM)
def claim_decide(request: HttpRequest, pk) -> HttpResponse:
    claim = get_object_or_404(_claims(request.user), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _decide(request, claim, **form.cleaned_data)
        return redirect("accounts:claim_list")
    context = {"claim": claim, "form": form, "facts": _claim_facts(claim)}
    return render(request, "accounts/claim_decide.html", context)


def _decide(request: HttpRequest, claim: Membership, *, decision: str, reason: str) -> None:
    at, names = clock.arrived_at(request), {"person": claim.user, "lao": claim.lao.display_name}
    if decision == DecisionForm.VERIFY:
        belonging.verify(claim, by=request.user, at=at)
        said = _("%(person)s is confirmed as working for %(lao)s.")
    else:
        belonging.refuse(claim, by=request.user, at=at, reason=reason)
        said = _("The claim of %(person)s to %(lao)s is refused. They read your reason by mail.")
    messages.success(request, said % names)


def _claims(user: User):
    return Membership.objects.of_officer(user).select_related(
        "user", "verified_by", "lao__province", "lao__amphoe"
    )


def _claim_facts(claim: Membership) -> list[tuple[str, str]]:
    return [
        (_("Person"), str(claim.user)),
        (_("Position"), claim.user.position or _("not given")),
        (_("E-mail address"), claim.user.email),
        (_("Organisation"), claim.lao.name),
        (_("Place"), claim.lao.place),
    ]
