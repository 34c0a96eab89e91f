"""“Not this year”: by the link of an LAO's copy, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.registry.models import LAO
from notifications.answers import abstaining
from notifications.answers.abstaining_form import MemberReasonForm, ReasonForm
from notifications.letters import links
from notifications.models import Recipient

from .letter import REFERRER_POLICY, context_of
from .provinces import edition_of

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_ENTRY)
def not_this_year(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """Who is verified says it for the LAO, and takes it back."""
    edition = edition_of(request, slug)
    mine = request.user.memberships.verified().values("lao")
    laos = LAO.objects.select_related("amphoe", "province").filter(pk__in=mine)
    lao = get_object_or_404(laos, pk=pk)
    at = clock.arrived_at(request)
    if "after_all" in request.POST:
        abstaining.take_back(edition, lao, by=request.user, at=at)
        messages.success(request, _("Taken back. You can enter until the deadline."))
        return redirect("submissions:entry_list", slug=slug)
    form = MemberReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.reason(said_by=str(request.user))
        abstaining.say(edition, lao, reason, by=request.user, at=at)
        messages.success(request, _("Noted. No more reminders come; you can change your mind."))
        return redirect("submissions:entry_list", slug=slug)
    context = {
        "edition": edition, "lao": lao, "form": form,
        "said": abstaining.current(edition, lao),
    }  # fmt: skip
    return render(request, "notifications/not_this_year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def letter_not_this_year(request: HttpRequest, token: str) -> HttpResponse:
    recipient = links.recipient_of(token)
    if recipient is None or recipient.lao is None:
        raise Http404
    response = _by_link(request, recipient, token)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


def _by_link(request: HttpRequest, recipient: Recipient, token: str) -> HttpResponse:
    if not links.is_open(recipient, at=clock.machine_now()):
        closed = "notifications/letter_closed.html"
        return render(request, closed, context_of(recipient), status=GONE)
    edition, lao = recipient.circular.edition, recipient.lao
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        abstaining.say(edition, lao, form.reason(), by=request.user, at=at)
        return redirect("letters:letter_not_this_year", token=token)
    context = {
        **context_of(recipient), "lao": lao, "form": form,
        "said": abstaining.current(edition, lao), "letter_url": links.path_of(recipient),
    }  # fmt: skip
    return render(request, "notifications/letter_not_this_year.html", context)
