"""Reading the mail that a demonstration sent, and moving its clock."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.thai.bangkok import in_bangkok
from contest_portal.thai.dates import thai_short_date

from . import mailbox as caught
from . import timekeeping
from .forms import ClockForm

LONGEST_ADDRESS = 254


@require_safe
@login_not_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """Everybody may read it: it holds made-up people's mail only."""
    address = request.GET.get("address", "").strip()[:LONGEST_ADDRESS]
    mails = caught.newest(address=address)
    context = {"mails": mails, "address": address, "most": caught.MOST_SHOWN}
    return render(request, "demonstration/mailbox.html", context)


@require_safe
@login_not_required
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = caught.find(name)
    if found is None:
        raise Http404
    return render(request, "demonstration/mail.html", {"mail": found})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SET_CLOCK)
def clock_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "jump" in request.POST:
        return _jump(request)
    now = in_bangkok(clock.now())
    shown = {"day": thai_short_date(now), "hour": f"{now:%H.%M}"}
    form = ClockForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        timekeeping.move_clock(form.moment(), by=request.user)
        return _moved(request)
    context = {"form": form, "jumps": timekeeping.jumps(Edition.objects.current())}
    return render(request, "demonstration/clock.html", context)


def _jump(request: HttpRequest) -> HttpResponse:
    """One press to an instant of the edition."""
    jumps = {jump.key: jump for jump in timekeeping.jumps(Edition.objects.current())}
    chosen = jumps.get(request.POST["jump"])
    if chosen is None:
        raise Http404
    timekeeping.move_clock(chosen.moment, by=request.user)
    return _moved(request)


def _moved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The clock was moved"))
    return redirect("demonstration:clock")
