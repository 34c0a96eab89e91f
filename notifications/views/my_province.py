"""“My province”: how far its LAOs are, behind a link that can only be looked at."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.registry.models import LAO, Province
from notifications.letters import links
from notifications.progress import districts, matrix
from submissions.deadlines import extensions

from .letter import REFERRER_POLICY

GONE = 410


@require_safe
@login_not_required
@never_cache
def my_province(request: HttpRequest, token: str) -> HttpResponse:
    recipient = links.recipient_of(token, links.PROVINCE)
    if recipient is None or recipient.lao_id:
        raise Http404
    circular, edition = recipient.circular, recipient.circular.edition
    frame = {
        "edition": edition,
        "circular": circular,
        "link_holder": _("the province of %(name)s") % {"name": recipient.province.name},
    }
    if not links.is_open(recipient, at=clock.machine_now()):
        response = render(request, "notifications/letter_closed.html", frame, status=GONE)
        response["Referrer-Policy"] = REFERRER_POLICY
        return response
    mine = Province.objects.filter(pk=recipient.province_id)
    [row] = matrix.province_rows(edition, circular, mine, at=clock.now())
    steps = matrix.with_steps(LAO.objects.in_register(), edition, circular)
    context = {
        **frame,
        "row": row,
        "districts": districts.of(row.province, steps),
        "closes_at": extensions.closing_for_everyone(edition),
        "not_after": recipient.link_not_after,
    }
    response = render(request, "notifications/my_province.html", context)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response
