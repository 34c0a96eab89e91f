"""The letter as a province sees it by its link, and the answer to it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from notifications.answers import acknowledgements, forwarding
from notifications.answers.forms import (
    AcknowledgementForm,
    CopyForm,
    CorrectionSeenForm,
    ForwardingForm,
)
from notifications.circulars import amending
from notifications.letters import attaching, links, placeholders
from notifications.models import Recipient
from notifications.progress import standing
from submissions.deadlines import extensions

# The token never stands in a Referer. "no-referrer" would also send `Origin: null` with our own
# form, which the protection against forged requests refuses.
REFERRER_POLICY = "strict-origin"


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def letter(request: HttpRequest, token: str) -> HttpResponse:
    recipient = links.recipient_of(token)
    if recipient is None:
        raise Http404
    response = _answer(request, recipient, token)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


def _answer(request: HttpRequest, recipient: Recipient, token: str) -> HttpResponse:
    if not links.is_open(recipient, at=clock.machine_now()):
        return render(
            request, "notifications/letter_closed.html", context_of(recipient), status=410
        )
    if request.method == "POST":
        return _acknowledge(request, recipient, token)
    if request.method == "GET":
        acknowledgements.note_opening(recipient, at=clock.arrived_at(request))
    return _page(request, recipient, _form(recipient))


def _acknowledge(request: HttpRequest, recipient: Recipient, token: str) -> HttpResponse:
    form = _form(recipient, request.POST)
    if not form.is_valid():
        return _page(request, recipient, form)
    acknowledgements.acknowledge(
        recipient,
        acknowledgements.Reply(**form.cleaned_data),
        by=request.user,
        at=clock.arrived_at(request),
    )
    return redirect("letters:letter", token=token)


def _form(recipient: Recipient, typed: QueryDict | None = None) -> AcknowledgementForm:
    """The answer; after "received", who forwarded it."""
    if recipient.lao_id:
        return CopyForm(typed)
    answered = standing.answer_of(recipient)
    if answered and acknowledgements.is_reopened(answered):
        return CorrectionSeenForm(typed)
    return ForwardingForm(typed) if answered else AcknowledgementForm(typed)


def _page(request: HttpRequest, recipient: Recipient, form: AcknowledgementForm) -> HttpResponse:
    context = {**context_of(recipient), "form": form}
    page = "notifications/letter_lao.html" if recipient.lao_id else "notifications/letter.html"
    return render(request, page, context)


def context_of(recipient: Recipient) -> dict:
    """What every page behind the link shows."""
    said = standing.answer_of(recipient)
    own = _of_an_lao(recipient) if recipient.lao_id else _of_a_province(recipient)
    return {
        "recipient": recipient,
        "circular": placeholders.filled_for(
            recipient.circular, recipient.province, link=links.url_of(recipient)
        ),
        "edition": recipient.circular.edition,
        "answer": said,
        "pdf_url": links.pdf_path_of(recipient) if attaching.paper_of(recipient.circular) else "",
        "own_url": links.url_of(recipient),
        "contest_url": forwarding.contest_url(),
        "closes_at": extensions.closing_for_everyone(recipient.circular.edition),
        "corrections": amending.in_force(recipient.circular),
        "correction_seen": acknowledgements.correction_seen(recipient),
        "is_reopened": bool(said) and acknowledgements.is_reopened(said),
        **own,
    }


def _of_a_province(recipient: Recipient) -> dict:
    return {
        "told_url": links.told_path_of(recipient),
        "line_text": forwarding.line_text(recipient),
        "poster_url": links.poster_path_of(recipient),
        "passed_on_url": links.passed_on_url_of(recipient),
        "my_province_url": links.province_url_of(recipient),
        "forwarding_letter": forwarding.draft_letter(recipient),
        "link_holder": _("the province of %(name)s") % {"name": recipient.province.name},
    }


def _of_an_lao(recipient: Recipient) -> dict:
    closes_at = extensions.closing_for_everyone(recipient.circular.edition)
    return {
        "is_closed": clock.now() >= closes_at,
        "not_this_year_url": links.not_this_year_path_of(recipient),
        "link_holder": recipient.lao.display_name,
    }
