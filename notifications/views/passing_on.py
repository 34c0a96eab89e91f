"""What a province hands on: an invitation behind a link of its own, and a poster with that link."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from notifications.answers import forwarding
from notifications.letters import links, placeholders, poster_sheet
from notifications.models import Circular, Recipient
from submissions.deadlines import extensions

from .letter import REFERRER_POLICY

log = logging.getLogger(__name__)


@require_safe
@login_not_required
@never_cache
def passed_on(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation as an LAO finds it by its province's poster or message. It answers nothing."""
    recipient = _open(links.recipient_of(token, links.PASSED_ON))
    if recipient.circular.status == Circular.Status.CANCELLED:
        raise Http404
    edition = recipient.circular.edition
    context = {
        "edition": edition,
        "province": recipient.province,
        "circular": placeholders.filled_for(
            recipient.circular, recipient.province, link=forwarding.contest_url()
        ),
        "contest_url": forwarding.contest_url(),
        "closes_at": extensions.closing_for_everyone(edition),
    }
    response = render(request, "notifications/passed_on.html", context)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


@require_safe
@login_not_required
@never_cache
def poster(request: HttpRequest, token: str) -> HttpResponse:
    """An A4 sheet to hang up, for a province that has acknowledged its letter."""
    recipient = _open(links.recipient_of(token, links.PASSED_ON))
    forwarding.refuse(recipient)
    try:
        pdf = poster_sheet.draw(recipient, at=clock.now())
    except papers.CannotDraw as error:
        log.exception("The poster of %s could not be drawn", recipient.pk)
        raise NotAllowed(
            _("The poster could not be drawn."),
            next_step=_("The text for LINE has the same link."),
        ) from error
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"poster-{recipient.circular.edition.slug}-{recipient.province_id}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


def _open(recipient: Recipient | None) -> Recipient:
    if recipient is None or not links.is_open(recipient, at=clock.machine_now()):
        raise Http404
    return recipient
