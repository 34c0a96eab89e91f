"""Going, and naming who comes: handing over, leaving, and taking over by invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts import colleagues, invitations
from contest_portal.accounts.belonging_forms import HandOverForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Invitation, Membership
from contest_portal.accounts.roles import Kind, Permission

from .affiliation import lao_facts

QUESTION = ["GET", "HEAD", "POST"]
NAMED = ("lao__province", "lao__amphoe", "giver__user")


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_MEMBERS)
def hand_over(request: HttpRequest, pk) -> HttpResponse:
    mine = get_object_or_404(_own(request).filter(kind=Kind.OWNER), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, colleagues=colleagues.others_of(mine))
    if form.is_valid():
        return _handed_over(request, mine, **form.cleaned_data)
    context = {"mine": mine, "form": form}
    return render(request, "accounts/hand_over.html", context)


def _handed_over(
    request: HttpRequest, mine: Membership, *, colleague, email: str, leaves: str
) -> HttpResponse:
    facts = {"by": request.user, "at": clock.arrived_at(request), "leaves": leaves == "leave"}
    if email:
        invitations.invite(mine, email, **facts)
        messages.success(request, _("%s is invited by mail. Until they come, it is you.") % email)
        return redirect("accounts:organisation", mine.lao_id)
    colleagues.hand_over(mine, colleague, **facts)
    messages.success(request, _("%s is responsible now.") % colleague.user)
    return redirect("home") if facts["leaves"] else redirect("accounts:organisation", mine.lao_id)


@require_http_methods(QUESTION)
@requires(Permission.WRITE_ENTRY)
def member_leave(request: HttpRequest, pk) -> HttpResponse:
    mine = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST":
        colleagues.leave(mine, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("You do not belong to %s any more.") % mine.lao.display_name)
        return redirect("home")
    context = {"mine": mine, "must_hand_over": colleagues.is_last_owner(mine)}
    return render(request, "accounts/member_leave.html", context)


@require_http_methods(QUESTION)
@requires(Permission.CLAIM_LAO)
def invitation(request: HttpRequest, pk) -> HttpResponse:
    """Taking over: for the person of the address, who says their name first."""
    theirs = Invitation.objects.open(at=clock.machine_now()).for_person(request.user)
    found = get_object_or_404(theirs.select_related(*NAMED), pk=pk)
    if not request.user.name:
        return redirect(f"{reverse('accounts:profile')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        invitations.accept(found, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("You are responsible for %s now.") % found.lao.display_name)
        return redirect("accounts:organisation", found.lao_id)
    context = {"invitation": found, "facts": lao_facts(found.lao)}
    return render(request, "accounts/invitation.html", context)


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_MEMBERS)
def invitation_withdraw(request: HttpRequest, pk) -> HttpResponse:
    managed = _own(request).filter(kind=Kind.OWNER).values("lao")
    standing = Invitation.objects.open(at=clock.machine_now()).filter(lao__in=managed)
    found = get_object_or_404(standing.select_related(*NAMED), pk=pk)
    if request.method == "POST":
        invitations.withdraw(found, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The invitation is taken back."))
        return redirect("accounts:organisation", found.lao_id)
    return render(request, "accounts/invitation_withdraw.html", {"invitation": found})


def _own(request: HttpRequest):
    mine = request.user.memberships.verified()
    return mine.select_related("user", "lao__province", "lao__amphoe")
