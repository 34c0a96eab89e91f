"""The list that a province ticks behind its link: which of its LAOs it has told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Amphoe
from notifications.answers import forwarding
from notifications.answers.telling_form import District, TellingForm, districts
from notifications.letters import links
from notifications.models import Recipient

from .letter import REFERRER_POLICY, context_of

CONFLICT, GONE = 409, 410


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def forwarding_list(request: HttpRequest, token: str) -> HttpResponse:
    recipient = links.recipient_of(token)
    if recipient is None or recipient.lao_id:
        raise Http404
    response = _answer(request, recipient, token)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def district_list(request: HttpRequest, amphoe: str, token: str) -> HttpResponse:
    """The same list, of one district: the officer of the district ticks whom the district told."""
    recipient = links.recipient_of(token, links.for_district(amphoe))
    if recipient is None or recipient.lao_id:
        raise Http404
    hop = get_object_or_404(Amphoe, pk=amphoe, province=recipient.province_id)
    response = _answer(request, recipient, token, hop)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


def _answer(
    request: HttpRequest, recipient: Recipient, token: str, hop: Amphoe | None = None
) -> HttpResponse:
    if not links.is_open(recipient, at=clock.machine_now()):
        closed = "notifications/letter_closed.html"
        return render(request, closed, context_of(recipient), status=GONE)
    typed = request.POST if request.method == "POST" else None
    today = timezone.localdate(clock.arrived_at(request))
    form = TellingForm(typed, laos=list(forwarding.laos_of(recipient, hop)), today=today)
    try:
        forwarding.refuse(recipient)
        if form.is_valid():
            _note(request, recipient, form, hop)
            return redirect(request.path)
    except NotAllowed as refusal:
        return _page(request, recipient, form, hop, refusal=refusal, status=CONFLICT)
    return _page(request, recipient, form, hop)


def _note(
    request: HttpRequest, recipient: Recipient, form: TellingForm, hop: Amphoe | None
) -> None:
    at = clock.arrived_at(request)
    facts = form.cleaned_data
    new = forwarding.note(
        recipient, form.newly_told, way=facts["way"], told_on=facts["told_on"],
        by=request.user, at=at, hop=hop,
    )  # fmt: skip
    ended = forwarding.take_back(recipient, form.no_longer_told, by=request.user, hop=hop)
    if new:
        told = ngettext("%(count)d organisation noted.", "%(count)d organisations noted.", new)
        messages.success(request, told % {"count": new})
    if ended:
        back = ngettext("%(count)d note taken back.", "%(count)d notes taken back.", ended)
        messages.success(request, back % {"count": ended})
    if not new and not ended:
        messages.info(request, _("All of them had been noted before."))


def _page(
    request: HttpRequest, recipient: Recipient, form: TellingForm, hop: Amphoe | None, **facts
) -> HttpResponse:
    status = facts.pop("status", 200)
    found = districts(recipient, form)
    context = {
        **context_of(recipient),
        **facts,
        "form": form,
        "districts": found,
        "told": sum(district.told for district in found),
        "laos": len(form.laos),
        "hop": hop,
        "hops": [] if hop else _hops(recipient, found),
        "letter_url": "" if hop else links.path_of(recipient),
    }
    if hop:
        context["link_holder"] = _("the district of %(name)s") % {"name": hop}
    return render(request, "notifications/forwarding_list.html", context, status=status)


def _hops(recipient: Recipient, found: list[District]) -> list[tuple[Amphoe, str]]:
    """The link of each district, to be handed to its officer."""
    return [
        (each.amphoe, links.district_url_of(recipient, each.amphoe.pk))
        for each in found
        if each.amphoe
    ]
