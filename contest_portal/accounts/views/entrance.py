"""Coming in: the one-time link of the appointed, and saying who one is."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts import one_time_links
from contest_portal.accounts.forms import ProfileForm
from contest_portal.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: mail scanners open links, and this one works once."""
    link = one_time_links.find(token, at=clock.machine_now())
    if link is None:
        response = render(request, "accounts/one_time_link_closed.html", status=404)
    elif request.method == "POST":
        response = _enter(request, one_time_links.use(link, at=clock.machine_now()))
    else:
        response = render(request, "accounts/one_time_link.html", {"person": link.user})
    # Not no-referrer: with it the browser says Origin: null, and the form is refused as foreign.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in; whoever has no password yet is asked to set one."""
    after = None if user.has_usable_password() else reverse("account_set_password")
    return perform_login(request, user, redirect_url=after, email=user.email)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Full name and position: officers and receipts show them."""
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved"))
        return redirect(_where_next(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/profile.html", context)


def _where_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else "home"
