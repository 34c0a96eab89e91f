"""Whom to call, and what came of a call."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province
from notifications.answers import acknowledgements
from notifications.calling import desk, turnout
from notifications.calling.forms import CallForm
from notifications.models import Circular, Recipient
from notifications.progress import last_time, reading

from .provinces import edition_of, followed_in, rows_for

DRAFTS_A_PAGE = 30


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def call_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    circular = followed_in(request, edition)
    at = clock.now()
    rows = rows_for(request, edition, circular)
    outlook = turnout.forecast_of(edition, rows, last_time.of(edition, rows), at=at)
    drafts = Paginator(desk.stuck_drafts(edition), DRAFTS_A_PAGE)
    context = {
        "edition": edition,
        "circular": circular,
        "queue": desk.queue(edition, rows, outlook, today=timezone.localdate(at)),
        "outlook": outlook,
        "drafts": drafts,
        "page": drafts.get_page(request.GET.get("page")),
    }
    return render(request, "notifications/call_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def province_call(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    province = get_object_or_404(Province, pk=code)
    return _call(request, slug, province, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_PROVINCE)
def organisation_call(request: HttpRequest, slug: str, code: str, pk) -> HttpResponse:
    """Also a provincial officer calls the LAOs of the own province."""
    province = get_object_or_404(reading.provinces_of(request.user), pk=code)
    laos = LAO.objects.in_register().select_related("amphoe", "province")
    return _call(request, slug, province, get_object_or_404(laos, province=province, pk=pk))


def _call(request: HttpRequest, slug: str, province: Province, lao: LAO | None) -> HttpResponse:
    edition = edition_of(request, slug)
    contact = desk.contact_of(province, lao)
    at = clock.arrived_at(request)
    form = CallForm(
        request.POST or None, today=timezone.localdate(at),
        initial={"phone": contact.phone if contact else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        desk.note(edition, province, form.call, lao=lao, by=request.user, at=at)
        messages.success(request, _("The call is noted."))
        return redirect(_page_of(slug, province, lao))
    circular = followed_in(request, edition)
    copy = None if lao else _copy(circular, province)
    context = {
        "edition": edition,
        "province": province,
        "lao": lao,
        "caller": _caller(request, edition, province),
        "copy": copy,
        "may_enter": copy is not None and acknowledgements.may_be_entered(copy),
        "form": form,
        "phone": contact.phone if contact else "",
        "circular": circular,
        "notes": desk.notes_of(edition, province, lao),
        "back_url": _page_of(slug, province, lao),
    }
    return render(request, "notifications/call.html", context)


def _caller(request: HttpRequest, edition: Edition, province: Province) -> str:
    """In whose name somebody calls: the channel's, or the own province's."""
    if request.user.may(Permission.PREPARE_CIRCULAR):
        return edition.channel.name
    return _("the province of %(name)s") % {"name": province.name}


def _copy(circular: Circular | None, province: Province) -> Recipient | None:
    if circular is None:
        return None
    copies = circular.recipients.provinces().select_related("acknowledgement", "circular")
    return copies.filter(province=province).first()


def _page_of(slug: str, province: Province, lao: LAO | None) -> str:
    if lao is None:
        return reverse("notifications:province", args=[slug, province.pk])
    return reverse("notifications:organisation", args=[slug, province.pk, lao.pk])
