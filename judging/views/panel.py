"""The officers' side of judging: who judges, who has finished, handing out the sheets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging import assignment
from judging.forms import InvitationForm
from judging.panel import Overview, invite_judge

from .access import round_of


@require_safe
@requires(Permission.MANAGE_JUDGING)
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug)
    context = {
        "round": round_,
        "panel": Overview(round_),
        "why_not_assign": assignment.why_not(round_, at=clock.now()),
    }
    return render(request, "judging/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judge_invite(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = {"email": form.cleaned_data["email"], "name": form.cleaned_data["name"]}
        invite_judge(round_, **person, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The invitation to %(email)s is on its way.") % person)
        return redirect("judging:panel", slug)
    return render(request, "judging/judge_invite.html", {"round": round_, "form": form})


@require_POST
@requires(Permission.MANAGE_JUDGING)
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    added = assignment.assign(round_of(slug), by=request.user, at=clock.arrived_at(request))
    words = ngettext("%(count)d sheet handed out.", "%(count)d sheets handed out.", len(added))
    messages.success(request, words % {"count": len(added)})
    return redirect("judging:panel", slug)
