"""One province: its letter, its districts, its LAOs, and one LAO."""

from django.core.paginator import Paginator
from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission, Role
from contest_portal.editions.models import Edition
from contest_portal.registry.models import LAO, Province
from notifications.answers import acknowledgements
from notifications.calling import desk, journeys, timeline
from notifications.letters import links
from notifications.models import Acknowledgement, Circular, Forwarding, Recipient
from notifications.progress import districts, matrix, reading, standing

from .provinces import edition_of, followed_in

LAOS_A_PAGE = 50
SUBMITTED, DRAFTING, REGISTERED, NOTHING = range(4)


@require_safe
@requires(Permission.SEE_PROVINCE)
def province(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    edition = edition_of(request, slug)
    circular = followed_in(request, edition)
    mine = reading.provinces_of(request.user).filter(pk=code)
    row = _only(matrix.province_rows(edition, circular, mine, at=clock.now()))
    copy = row.copy
    if copy:
        copy.circular = circular
    steps = matrix.with_steps(LAO.objects.in_register(), edition, circular)
    found = districts.of(row.province, steps)
    district = districts.chosen(found, request.GET.get("district", ""))
    laos = Paginator(_laos(steps, edition, row, district), LAOS_A_PAGE)
    letter_url = _own_letter(request, copy)
    may_enter = _may_enter(request, copy)
    is_officer = request.user.may(Permission.PREPARE_CIRCULAR)
    context = {
        "edition": edition,
        "province": row.province,
        "row": row,
        "copy": copy,
        "mail": standing.last_mail(copy),
        "events": timeline.of(copy, desk.notes_of(edition, row.province)) if copy else [],
        "letter_url": letter_url,
        "awaits_answer": bool(letter_url) and acknowledgements.is_awaited(copy),
        "is_reopened": bool(letter_url) and row.standing_told == standing.REOPENED,
        "standing": row.standing if is_officer else row.standing_told,
        "may_call": is_officer,
        "phone": _phone(row.province),
        "may_enter": may_enter,
        "to_check": _to_check(request, copy),
        "not_theirs": may_enter and acknowledgements.was_not_theirs(copy),
        "needs_address": may_enter and standing.did_not_arrive(copy),
        "districts": found,
        "district": district,
        "page": laos.get_page(request.GET.get("page")),
    }
    return render(request, "notifications/province.html", context)


@require_safe
@requires(Permission.SEE_PROVINCE)
def organisation(request: HttpRequest, slug: str, code: str, pk) -> HttpResponse:
    edition = edition_of(request, slug)
    province = get_object_or_404(reading.provinces_of(request.user), pk=code)
    circular = followed_in(request, edition)
    laos = matrix.with_steps(LAO.objects.in_register(), edition, circular)
    laos = with_progress(laos.select_related("amphoe", "province"), edition, None)
    lao = get_object_or_404(laos, province=province, pk=pk)
    contact = desk.contact_of(province, lao)
    context = {
        "edition": edition,
        "province": province,
        "lao": lao,
        "contact": contact,
        "not_arrived": _copy_not_arrived(request, circular, lao),
        "events": journeys.of(lao, edition),
    }
    return render(request, "notifications/organisation.html", context)


def _copy_not_arrived(
    request: HttpRequest, circular: Circular | None, lao: LAO
) -> Recipient | None:
    if circular is None or not request.user.may(Permission.PREPARE_CIRCULAR):
        return None
    return reading.lao_copies_not_arrived(circular).filter(lao=lao).first()


def _phone(province: Province) -> str:
    contact = desk.contact_of(province, None)
    return contact.phone if contact else ""


def _only(rows: list[matrix.ProvinceRow]) -> matrix.ProvinceRow:
    if not rows:
        raise Http404
    return rows[0]


def _own_letter(request: HttpRequest, copy: Recipient | None) -> str:
    """The province's own officer may open its letter from here; nobody acknowledges for others."""
    if copy is None or Role.PROVINCE_OFFICER not in request.user.roles:
        return ""
    is_theirs = (
        acknowledgements.evidence_of(request.user, copy) == acknowledgements.Evidence.ACCOUNT
    )
    return links.path_of(copy) if is_theirs else ""


def _to_check(request: HttpRequest, copy: Recipient | None) -> Acknowledgement | None:
    """An answer that the officer who looks at the page is asked to check."""
    said = standing.answer_of(copy)
    if said is None or not request.user.may(Permission.PREPARE_CIRCULAR):
        return None
    return said if said.awaits_check else None


def _may_enter(request: HttpRequest, copy: Recipient | None) -> bool:
    """Whether to offer entering what the province said by telephone or on paper."""
    if copy is None or not request.user.may(Permission.PREPARE_CIRCULAR):
        return False
    return acknowledgements.may_be_entered(copy)


def _laos(
    laos: QuerySet[LAO],
    edition: Edition,
    row: matrix.ProvinceRow,
    district: districts.District | None,
) -> QuerySet[LAO]:
    """The province's LAOs, those that got furthest first."""
    found = laos.filter(province=row.province).select_related("amphoe", "province")
    found = with_progress(found, edition, row.copy).order_by("step", "sort_key", "code")
    return found.filter(amphoe=district.code or None) if district else found


def with_progress(laos: QuerySet[LAO], edition: Edition, copy: Recipient | None) -> QuerySet[LAO]:
    """Adds `step`, `told_on`, when the province says it told them of this copy, and whether they
    said that they do not enter this year."""
    step = Case(
        When(is_entered=True, then=Value(SUBMITTED)),
        When(is_drafting=True, then=Value(DRAFTING)),
        When(is_registered=True, then=Value(REGISTERED)),
        default=Value(NOTHING),
    )
    told = Forwarding.objects.filter(recipient=copy, lao=OuterRef("pk"))
    said = edition.abstentions.filter(ended_at=None, lao=OuterRef("pk"))
    return laos.annotate(
        step=step, told_on=Subquery(told.values("told_on")), is_abstaining=Exists(said)
    )
