"""Whom a circular goes to."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from notifications.circulars import addressing, audience, issuing
from notifications.circulars.audience_form import AudienceForm
from notifications.models import Circular


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_audience(request: HttpRequest, slug: str, pk) -> HttpResponse:
    found = Circular.objects.filter(edition__slug=slug)
    circular = get_object_or_404(
        found.select_related("edition__organiser", "edition__channel", "silent_on"), pk=pk
    )
    typed = request.POST if request.method == "POST" else None  # nothing ticked is a choice too
    form = AudienceForm(typed, circular=circular)
    refusal = None
    if request.method == "POST" and form.is_valid():
        content = replace(issuing.content_of(circular), audience=form.audience)
        try:
            issuing.revise(circular, content, by=request.user, at=clock.arrived_at(request))
            messages.success(
                request, _("The recipients are saved. Hand the circular over when it is ready.")
            )
            return redirect("notifications:circular", slug=slug, pk=pk)
        except NotAllowed as refused:
            refusal = refused
    rows = addressing.rows(circular)
    context = {
        "edition": circular.edition,
        "circular": circular,
        "form": form,
        "refusal": refusal,
        "counts": audience.counts(circular),
        "rows": rows,
        "problems": [row for row in rows if row.problem],
    }
    page = "notifications/circular_audience.html"
    return render(request, page, context, status=409 if refusal else 200)
