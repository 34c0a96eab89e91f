"""Officers compose circulars and see what became of each copy."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Province
from notifications.circulars import addressing, amending, audience, forms, issuing
from notifications.letters import attaching, letter_sheet, parsing, placeholders
from notifications.models import Circular
from notifications.progress import matrix, reading

COPIES_A_PAGE = 50


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def circular_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition, slug=slug)
    rows = edition.circulars.select_related("prepared_by").defer("original", "body")
    return render(request, "notifications/circular_list.html", {"circulars": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_new(request: HttpRequest, slug: str) -> HttpResponse:
    """First the letter; its fields are asked for only where they could not be read."""
    edition = get_object_or_404(Edition, slug=slug)
    letter_form = forms.LetterForm(request.POST or None, request.FILES or None)
    content_form = None
    if request.method == "POST" and letter_form.is_valid():
        content_form = _content_form(request, letter_form)
        if content_form.is_valid():
            made = _prepare(request, edition, letter_form, content_form)
            if made:
                return redirect("notifications:circular_edit", slug=slug, pk=made.pk)
    context = {"form": content_form or letter_form, "letter_form": letter_form,
               "content_form": content_form}  # fmt: skip
    return render(request, "notifications/circular_new.html", context)


def _content_form(request: HttpRequest, letter_form: forms.LetterForm) -> forms.ContentForm:
    """What the officer corrected, or else what stands in the letter."""
    if "number" in request.POST:
        return forms.ContentForm(request.POST)
    return forms.content_form_of(letter_form.letter)


def _prepare(
    request: HttpRequest,
    edition: Edition,
    letter_form: forms.LetterForm,
    content_form: forms.ContentForm,
) -> Circular | None:
    """The new draft, or None with the refusal written into the form."""
    content = content_form.content(original=letter_form.original, body=letter_form.letter.body)
    try:
        made = issuing.prepare(edition, content, by=request.user, at=clock.arrived_at(request))
    except NotAllowed as refusal:
        content_form.add_error("number", f"{refusal.reason} {refusal.next_step}")
        return None
    messages.success(request, _("The letter was read. Compare every field with the letter."))
    return made


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_edit(request: HttpRequest, slug: str, pk) -> HttpResponse:
    circular = _circular(slug, pk)
    before = issuing.content_of(circular)
    form = forms.ContentForm(request.POST or None, initial=vars(before))
    if request.method == "POST" and form.is_valid():
        content = form.content(
            original=before.original, body=before.body, signed_sha256=before.signed_sha256
        )
        try:
            issuing.revise(circular, content, by=request.user, at=clock.arrived_at(request))
        except NotAllowed as refusal:
            form.add_error("number", f"{refusal.reason} {refusal.next_step}")
        else:
            return redirect("notifications:circular", slug=slug, pk=pk)
    verbatim = parsing.decode(before.original)
    context = {"form": form, "circular": circular, "verbatim": verbatim}
    return render(request, "notifications/circular_edit.html", context)


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def circular(request: HttpRequest, slug: str, pk) -> HttpResponse:
    circular = _circular(slug, pk)
    rows = _rows(circular)
    copies = [row.copy for row in rows]
    answers = sum(1 for row in rows if row.answer)
    context = {
        "circular": circular,
        "rows": rows,
        "copies": copies,
        "totals": reading.totals_of_copies(copies),
        "answered": answers,
        "unanswered": len(copies) - answers,
        "problems": addressing.problems(circular) if issuing.may_change(circular) else [],
        "may_change": issuing.may_change(circular),
        "paper": attaching.paper_of(circular),
        "gaps": letter_sheet.gaps(circular),
        "for_each": placeholders.differ_in(circular),
        "why_not": issuing.why_not_approve(circular, by=request.user),
        "correction": amending.waiting(circular) if circular.is_out else None,
        "audience": audience.counts(circular) if issuing.may_change(circular) else None,
        "not_arrived": _not_arrived(request, circular),
        "lao_totals": reading.totals_of_lao_copies(circular) if circular.with_laos else [],
    }
    return render(request, "notifications/circular.html", context)


def _not_arrived(request: HttpRequest, circular: Circular) -> Page | None:
    """Copies of LAOs whose address has to be corrected."""
    if not (circular.with_laos and circular.is_out):
        return None
    pages = Paginator(reading.lao_copies_not_arrived(circular), COPIES_A_PAGE)
    return pages.get_page(request.GET.get("page"))


def _rows(circular: Circular) -> list[matrix.ProvinceRow]:
    """Each province that has a copy; those to follow up first."""
    copies = circular.recipients.provinces()
    provinces = Province.objects.filter(pk__in=copies.values("province"))
    return matrix.province_rows(circular.edition, circular, provinces, at=clock.now())


def _circular(slug: str, pk) -> Circular:
    circulars_of_edition = Circular.objects.filter(edition__slug=slug)
    return get_object_or_404(
        circulars_of_edition.select_related("edition__outreach_plan", "prepared_by", "approved_by"),
        pk=pk,
    )
