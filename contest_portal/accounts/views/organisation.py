"""My organisation: who belongs to it, what waits, and what an owner does about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts import claim_codes, colleagues
from contest_portal.accounts import membership as belonging
from contest_portal.accounts.belonging_forms import AnswerForm, KindForm
from contest_portal.accounts.forms import ReasonForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Kind, Permission

QUESTION = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.CLAIM_LAO)
def my_organisation(request: HttpRequest) -> HttpResponse:
    """The one there is; whoever has several, or none yet, chooses in the register."""
    mine = list(request.user.memberships.current()[:2])
    if len(mine) != 1:
        return redirect("accounts:lao_search")
    page = "accounts:organisation" if mine[0].is_verified else "accounts:lao_claim"
    return redirect(page, mine[0].lao_id)


@require_safe
@requires(Permission.WRITE_ENTRY)
def organisation(request: HttpRequest, pk) -> HttpResponse:
    """For verified members: until somebody confirms it, one's colleagues do not exist."""
    mine = get_object_or_404(_of_members(request.user.memberships.verified()), lao=pk)
    manages = request.user.may_in(mine.lao, Permission.MANAGE_MEMBERS)
    members = _of_members(Membership.objects.verified().filter(lao=mine.lao))
    waiting = _of_members(Membership.objects.awaiting().filter(lao=mine.lao))
    context = {
        "lao": mine.lao,
        "mine": mine,
        "manages": manages,
        "members": members.order_by("verified_at"),
        "waiting": waiting.exclude(user=request.user) if manages else [],
        "invitations": mine.lao.invitations.open(at=clock.machine_now()) if manages else [],
        "mailbox": claim_codes.mailbox_of(mine.lao),
    }
    return render(request, "accounts/organisation.html", context)


def _of_members(memberships):
    return memberships.select_related("user", "lao__province", "lao__amphoe", "verified_by")


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_MEMBERS)
def member_answer(request: HttpRequest, pk) -> HttpResponse:
    """The owner's answer to a colleague who asks to join."""
    claim = get_object_or_404(_of_members(_answerable(request).awaiting()), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _answer(request, claim, **form.cleaned_data)
        return redirect("accounts:organisation", claim.lao_id)
    context = {"claim": claim, "form": form, "facts": _person_facts(claim)}
    return render(request, "accounts/member_answer.html", context)


def _answer(request: HttpRequest, claim: Membership, *, answer, kind, reason) -> None:
    at = clock.arrived_at(request)
    if answer == AnswerForm.YES:
        kind = Kind(kind or Kind.EDITOR)
        belonging.verify(claim, by=request.user, at=at, kind=kind)
        messages.success(request, _("%s has joined.") % claim.user)
    else:
        belonging.refuse(claim, by=request.user, at=at, reason=reason)
        messages.success(request, _("%s reads your reason by mail.") % claim.user)


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_MEMBERS)
def member_kind(request: HttpRequest, pk) -> HttpResponse:
    member = get_object_or_404(_of_members(_managed(request)), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = KindForm(posted, initial={"kind": member.kind})
    if form.is_valid():
        colleagues.change_kind(member, Kind(form.cleaned_data["kind"]), by=request.user)
        messages.success(request, _("Saved"))
        return redirect("accounts:organisation", member.lao_id)
    context = {"member": member, "form": form, "facts": _person_facts(member)}
    return render(request, "accounts/member_kind.html", context)


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_MEMBERS)
def member_remove(request: HttpRequest, pk) -> HttpResponse:
    others = _managed(request).exclude(user=request.user)
    member = get_object_or_404(_of_members(others), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        at = clock.arrived_at(request)
        colleagues.remove(member, by=request.user, at=at, reason=form.cleaned_data["reason"])
        messages.success(request, _("%s reads your reason by mail.") % member.user)
        return redirect("accounts:organisation", member.lao_id)
    context = {"member": member, "form": form, "facts": _person_facts(member)}
    return render(request, "accounts/member_remove.html", context)


def _answerable(request: HttpRequest):
    return Membership.objects.answerable_by(request.user)


def _managed(request: HttpRequest):
    """Members of the organisations where the person may manage them, the person too."""
    own = request.user.memberships.verified().filter(kind=Kind.OWNER)
    return Membership.objects.verified().filter(lao__in=own.values("lao"))


def _person_facts(member: Membership) -> list[tuple[str, str]]:
    return [
        (_("Person"), str(member.user)),
        (_("Position"), member.user.position or _("not given")),
        (_("E-mail address"), member.user.email),
    ]
