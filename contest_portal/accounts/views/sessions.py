"""Ending one session from another one. The list itself is django-allauth's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contest_portal.accounts import presence
from contest_portal.accounts.templatetags.browsers import browser_name


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """The session named in the field `session`, when it is the person's and not this one."""
    chosen = request.POST.get("session", "")
    if not chosen.isdecimal():
        raise Http404
    others = presence.elsewhere(request.user, here=request.session.session_key)
    session = get_object_or_404(others, pk=chosen)
    session.end()
    ended = _("Signed out there: {browser}").format(browser=browser_name(session.user_agent))
    messages.success(request, ended)
    return redirect("usersessions_list")
