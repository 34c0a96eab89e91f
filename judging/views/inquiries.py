"""Questions of judges: asked from a score sheet, listed and answered by officers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Inquiry, Sheet
from judging.rounds.paper import paper_of
from judging.rounds.window import why_closed
from judging.sheets import inquiring
from judging.sheets.inquiry_forms import AnswerForm, AskForm

from .access import round_of, round_or_404, sheet_or_404, show_refusal, to_page

INQUIRIES_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet_ask(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The judge of the sheet asks, and reads what was asked and answered before."""
    found = sheet_or_404(request, slug, pk)
    form, status = AskForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        try:
            inquiring.ask(found, form.cleaned_data["text"], by=request.user, at=at)
            messages.success(
                request, _("The officers have your question. You are told the answer by mail.")
            )
            return redirect("judging:sheet_ask", slug, found.pk)
        except Sheet.DoesNotExist:
            raise Http404 from None
        except NotAllowed as refusal:
            status = show_refusal(form, "text", refusal)
    context = {
        "form": form, "sheet": found, "round": found.round, "paper": paper_of(found),
        "closed": why_closed(found.round, clock.now()),
        "asked": found.inquiries.select_related("answered_by").reverse(),
    }  # fmt: skip
    return render(request, "judging/sheet_ask.html", context, status=status)


@never_cache
@require_safe
@requires(Permission.MANAGE_JUDGING)
def inquiry_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that wait, the oldest first; then all others, the newest first."""
    round_ = round_of(slug, request)
    asked = inquiring.of_round(round_, request.user)
    waiting = asked.waiting()
    others = asked.exclude(pk__in=waiting.values("pk")).with_reach().for_reading().reverse()
    page = Paginator(others, INQUIRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round_,
        "waiting": [_row(each) for each in waiting.with_reach().for_reading()],
        "page": page,
        "rows": [_row(each) for each in page],
    }
    return render(request, "judging/inquiry_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def inquiry(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _inquiry_or_404(request, slug, pk)
    round_ = round_or_404(slug, found.sheet.assignment.judge.round_id)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        try:
            inquiring.answer(found, form.cleaned_data["answer"], by=request.user, at=at)
            messages.success(request, _("The judge is told by mail."))
            return to_page("judging:inquiry_list", round_)
        except NotAllowed as refusal:
            status = show_refusal(form, "answer", refusal)
            found = _inquiry_or_404(request, slug, pk)
    context = {"form": form, "round": round_, **_row(found)}
    return render(request, "judging/inquiry.html", context, status=status)


def _inquiry_or_404(request: HttpRequest, slug: str, pk: UUID) -> Inquiry:
    readable = Inquiry.objects.readable_by(request.user).with_reach().for_reading()
    return get_object_or_404(readable, pk=pk, sheet__assignment__judge__round__edition__slug=slug)


def _row(asked: Inquiry) -> dict:
    judge = asked.sheet.assignment.judge.user
    return {"inquiry": asked, "judge": judge, "paper": paper_of(asked.sheet)}
