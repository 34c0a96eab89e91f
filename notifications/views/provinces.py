"""Officers follow the provinces; a provincial officer sees the own province only."""

from django.core.paginator import Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Permission, Role
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province
from notifications import acknowledgements, links, reading, standing, tables, timeline
from notifications.models import Forwarding, Recipient
from submissions.models import Entry, Status

LAOS_A_PAGE = 50
SUBMITTED, DRAFTING, REGISTERED, NOTHING = range(4)


@require_safe
@requires(Permission.SEE_PROVINCE)
def province_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _edition(slug)
    circular = reading.latest_circular(edition)
    rows = reading.province_rows(edition, circular, request.user, at=clock.now())
    context = {
        "edition": edition,
        "circular": circular,
        "rows": rows,
        "total": reading.total_of(rows),
        "attention": sum(row.standing.needs_attention for row in rows),
        "sent": sum(1 for row in rows if row.mail and row.mail.sent_at),
        "answered": sum(1 for row in rows if standing.answer_of(row.copy)),
        "forwarded": sum(row.is_forwarded for row in rows),
        "tiles": [_tile(row, slug) for row in rows],
        "may_summarise": request.user.may(Permission.PREPARE_CIRCULAR),
    }
    return render(request, "notifications/province_list.html", context)


@require_safe
@requires(Permission.SEE_PROVINCE)
def provinces_csv(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _edition(slug)
    circular = reading.latest_circular(edition)
    rows = reading.province_rows(edition, circular, request.user, at=clock.now())
    response = HttpResponse(tables.provinces_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="provinces-{edition.slug}.csv"'
    return response


def _tile(row: reading.ProvinceRow, slug: str) -> dict:
    province = row.province
    kind = row.standing.kind
    return {
        "code": province.code,
        "letter_code": province.letter_code,
        "name": province.name,
        "row": province.tile_row,
        "col": province.tile_col,
        "value": row.tally.submitted,
        "state": "none" if kind == "idle" else kind,
        "words": row.standing.words,
        "url": reverse("notifications:province", args=[slug, province.code]),
    }


@require_safe
@requires(Permission.SEE_PROVINCE)
def province(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    edition = _edition(slug)
    province = get_object_or_404(reading.provinces_of(request.user), pk=code)
    copy = _copy(edition, province)
    laos = Paginator(list(_laos(edition, province, copy)), LAOS_A_PAGE)
    letter_url = _own_letter(request, copy)
    context = {
        "edition": edition,
        "province": province,
        "copy": copy,
        "mail": standing.last_mail(copy),
        "standing": standing.of(province, copy, at=clock.now()),
        "events": timeline.of(copy) if copy else [],
        "letter_url": letter_url,
        "awaits_answer": bool(letter_url) and acknowledgements.is_awaited(copy),
        "may_enter": _may_enter(request, copy),
        "needs_address": _may_enter(request, copy) and standing.did_not_arrive(copy),
        "told": sum(lao.told_on is not None for lao in laos.object_list),
        "laos": laos.count,
        "page": laos.get_page(request.GET.get("page")),
    }
    return render(request, "notifications/province.html", context)


def _edition(slug: str) -> Edition:
    """With its owners, whom every page names at its foot."""
    return get_object_or_404(Edition.objects.select_related("organiser", "channel"), slug=slug)


def _copy(edition: Edition, province: Province) -> Recipient | None:
    circular = reading.latest_circular(edition)
    if circular is None:
        return None
    copy = reading.copies_of(circular).filter(province=province).first()
    if copy:
        copy.circular = circular
    return copy


def _own_letter(request: HttpRequest, copy: Recipient | None) -> str:
    """The province's own officer may open its letter from here; nobody acknowledges for others."""
    if copy is None or Role.PROVINCE_OFFICER not in request.user.roles:
        return ""
    is_theirs = (
        acknowledgements.evidence_of(request.user, copy) == acknowledgements.Evidence.ACCOUNT
    )
    return links.path_of(copy) if is_theirs else ""


def _may_enter(request: HttpRequest, copy: Recipient | None) -> bool:
    """Whether to offer entering what the province said by telephone or on paper."""
    if copy is None or not request.user.may(Permission.PREPARE_CIRCULAR):
        return False
    return acknowledgements.is_awaited(copy)


def _laos(edition: Edition, province: Province, copy: Recipient | None) -> QuerySet[LAO]:
    """The province's LAOs with `step` and `told_on`, those that got furthest first."""
    entries = Entry.objects.in_edition(edition).filter(lao=OuterRef("pk"))
    step = Case(
        When(Exists(entries.filter(status__in=reading.RECEIVED)), then=Value(SUBMITTED)),
        When(Exists(entries.filter(status=Status.DRAFT)), then=Value(DRAFTING)),
        When(Exists(Membership.objects.verified().filter(lao=OuterRef("pk"))), then=REGISTERED),
        default=Value(NOTHING),
        output_field=IntegerField(),
    )
    told = Forwarding.objects.filter(recipient=copy, lao=OuterRef("pk"))
    return (
        LAO.objects.in_register()
        .filter(province=province)
        .select_related("amphoe", "province")
        .annotate(step=step, told_on=Subquery(told.values("told_on")))
        .order_by("step", "sort_key", "code")
    )
