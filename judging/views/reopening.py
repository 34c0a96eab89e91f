"""Signed sheets: a judge asks to change one, the chair or an officer opens it again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.models import Amendment, Reopening, Round, Sheet
from judging.rounds.paper import paper_of
from judging.rounds.window import why_closed
from judging.sheets import fellows, reopening
from judging.sheets.reopening_forms import AnswerForm, WishForm

from .access import round_of, sheet_or_404, to_page

SHEETS_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet_reopen(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The judge of the sheet asks."""
    found = sheet_or_404(request, slug, pk)
    form = WishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        try:
            reopening.ask(found, why=form.cleaned_data["why"], by=request.user, at=at)
        except Sheet.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("The chair has been asked. You are told the answer by mail."))
        return redirect("judging:sheet", slug, found.pk)
    wish = found.reopenings.filter(answered_at=None).first()
    context = {
        "form": form, "sheet": found, "round": found.round, "paper": paper_of(found), "wish": wish,
    }  # fmt: skip
    return render(request, "judging/sheet_reopen.html", context)


@never_cache
@require_safe
@requires(Permission.REOPEN_SHEET)
def signed_sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that a judge wants back first, then what was signed last."""
    round_ = presided(request, slug)
    signed = reopening.signed_for(request.user, round_).for_reading()
    sheets = signed.select_related("assignment__judge__user")
    wishes = Reopening.objects.filter(sheet__in=sheets, answered_at=None)
    wanted = {wish.sheet_id: wish for wish in wishes}
    page = Paginator(sheets.order_by("-signed_at", "pk"), SHEETS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "round": round_,
        "may_manage": request.user.may(Permission.MANAGE_JUDGING),
        "is_published": round_.is_released,
        "amendments": _amendments(sheets),
        "closed": why_closed(round_, clock.now()),
        "wanted": [_row(sheet, wanted[sheet.pk]) for sheet in sheets.filter(pk__in=wanted)],
        "page": page,
        "rows": [_row(sheet, None) for sheet in page],
    }
    return render(request, "judging/signed_sheets.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REOPEN_SHEET)
def sheet_open_again(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_ = presided(request, slug)
    sheets = reopening.signed_for(request.user, round_).for_reading()
    found = get_object_or_404(sheets.select_related("assignment__judge__user"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = reopening.refuse if "refuse" in request.POST else reopening.open_again
        at = clock.arrived_at(request)
        try:
            answer(found, reason=form.cleaned_data["reason"], by=request.user, at=at)
        except Sheet.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("The judge is told by mail."))
        return to_page("judging:signed_sheets", round_)
    wish = found.reopenings.filter(answered_at=None).first()
    seen = fellows.of(found, clock.now()) is not None
    context = {"form": form, "round": round_, "has_seen": seen, **_row(found, wish)}
    return render(request, "judging/sheet_open_again.html", context)


def _amendments(sheets: QuerySet[Sheet]) -> list[dict]:
    """Corrections of marks on these sheets, the newest first."""
    read = Amendment.objects.filter(sheet__in=sheets).select_related(
        "sheet__assignment__submission__document", "sheet__assignment__judge__user",
        "sheet__assignment__judge__round",
    )  # fmt: skip
    found = read.defer("sheet__comment", "sheet__private_note").reverse()
    return [
        {
            "amendment": each,
            "judge": each.sheet.assignment.judge.user,
            "paper": paper_of(each.sheet),
        }
        for each in found
    ]


def presided(request: HttpRequest, slug: str) -> Round:
    """The round, where the person presides over its panel."""
    round_ = round_of(slug, request)
    if not reopening.presides(request.user, round_):
        raise Http404
    return round_


def _row(sheet: Sheet, wish: Reopening | None) -> dict:
    return {"sheet": sheet, "judge": sheet.assignment.judge.user, "paper": paper_of(sheet),
            "wish": wish}  # fmt: skip
