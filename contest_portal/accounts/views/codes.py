"""Printing the claim codes that go to LAOs with the circular: for one's own province, or any."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts import claim_codes
from contest_portal.accounts.belonging_forms import PrintForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Permission, Role
from contest_portal.registry.models import LAO, Province


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PRINT_CODES)
@never_cache
def code_print(request: HttpRequest) -> HttpResponse:
    """Asks which; an answer is the sheet itself. Looking at the question shows no code."""
    provinces = provinces_of(request.user)
    sent = request.POST if request.method == "POST" else request.GET
    province = _chosen(provinces, sent.get("province", ""))
    posted = request.POST if request.method == "POST" and province else None
    form = PrintForm(posted, amphoes=province.amphoes.all()) if province else None
    if form and form.is_valid():
        return _sheet(request, province, **form.cleaned_data)
    context = {"provinces": provinces, "province": province, "form": form}
    return render(request, "accounts/code_print.html", context)


def provinces_of(user: User) -> list[Province]:
    """Whose codes the officer may print: all for DLA, else their own."""
    if Role.DLA_OFFICER in user.roles:
        return list(Province.objects.receiving_letters())
    current = user.appointments.current().filter(role=Role.PROVINCE_OFFICER)
    return list(Province.objects.filter(pk__in=current.values("province")))


def _chosen(provinces: list[Province], code: str) -> Province | None:
    """The named one, or the only one there is."""
    if len(provinces) == 1:
        return provinces[0]
    return next((province for province in provinces if province.code == code), None)


def _sheet(request: HttpRequest, province: Province, *, amphoe, only_without) -> HttpResponse:
    laos = LAO.objects.in_register().filter(province=province).select_related("amphoe", "province")
    if amphoe:
        laos = laos.filter(amphoe=amphoe)
    if only_without:
        laos = laos.exclude(memberships__in=Membership.objects.active())
    found = list(laos.order_by("amphoe__sort_key", "sort_key", "code"))
    codes = claim_codes.print_for(found, by=request.user, at=clock.machine_now()) if found else {}
    slips = [(lao, codes[lao.pk], _claim_page(lao)) for lao in found if lao.pk in codes]
    context = {"province": province, "amphoe": amphoe, "slips": slips, "site": _site()}
    return render(request, "accounts/code_sheet.html", context)


def _claim_page(lao: LAO) -> str:
    """Where one says to work there and enters the code, which itself is not part of the address:
    browsers remember addresses."""
    return settings.PORTAL_ORIGIN + reverse("accounts:lao_claim", args=[lao.pk])


def _site() -> str:
    """The address as one types it from paper."""
    return settings.PORTAL_ORIGIN.partition("://")[2]
