"""Signed marks are corrected after the release: proposed, agreed to by another, signed anew."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Amendment, Sheet
from judging.rounds.paper import paper_of
from judging.sheets import amending, reopening
from judging.sheets.amendment_forms import AnewForm, DecisionForm
from judging.sheets.forms import initial_of
from judging.sheets.page import SheetPage
from judging.sheets.reopening_forms import AnswerForm

from .access import round_or_404, sheet_or_404, show_refusal, to_page
from .reopening import presided


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def amendment_propose(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_ = presided(request, slug)
    sheets = reopening.signed_for(request.user, round_).for_reading()
    found = get_object_or_404(sheets.select_related("assignment__judge__user"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, at = form.cleaned_data["reason"], clock.arrived_at(request)
        try:
            amending.propose(found, reason=reason, by=request.user, at=at)
        except Sheet.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Proposed. A second person, or the chair, must agree."))
        return to_page("judging:signed_sheets", round_)
    refusal = amending.why_not_propose(found)
    if refusal:
        raise NotAllowed(refusal)
    judge = found.assignment.judge.user
    context = {"round": round_, "form": form, "sheet": found, "judge": judge,
               "paper": paper_of(found)}  # fmt: skip
    return render(request, "judging/amendment_propose.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REOPEN_SHEET)
def amendment(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The second person agrees; or somebody ends it before the judge has signed."""
    found = _amendment_or_404(request, slug, pk)
    round_ = round_or_404(slug, found.sheet.assignment.judge.round_id)
    form, status = DecisionForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, **form.cleaned_data)
            return to_page("judging:signed_sheets", round_)
        except Amendment.DoesNotExist:
            raise Http404 from None
        except NotAllowed as refusal:
            status = show_refusal(form, None, refusal)
            found = _amendment_or_404(request, slug, pk)
    to_publish = Amendment.objects.to_publish().filter(pk=found.pk)
    context = {
        "round": round_, "form": form, "amendment": found, "paper": paper_of(found.sheet),
        "judge": found.sheet.assignment.judge.user,
        "why_not_agree": amending.why_not_agree(found, by=request.user),
        "is_published": found.signed_at and not to_publish.exists(),
    }  # fmt: skip
    return render(request, "judging/amendment.html", context, status=status)


def _decide(request: HttpRequest, found: Amendment, *, decision: str, reason: str) -> None:
    facts = {"by": request.user, "at": clock.arrived_at(request)}
    if decision == DecisionForm.AGREE:
        amending.agree(found, **facts)
        messages.success(request, _("The judge is told by mail."))
    else:
        amending.end(found, reason=reason, **facts)
        messages.success(request, _("Ended. The marks stay as they were signed."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet_amend(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The judge of the sheet marks and signs anew, in one step: nothing is half corrected."""
    found = sheet_or_404(request, slug, pk)
    opened = Amendment.objects.open_to(request.user).filter(sheet=found).first()
    if opened is None and request.method != "POST":
        return _back_to_sheet(request, found)
    marks, found.remarks = amending.counted_on(found)
    sent = request.POST if request.method == "POST" else None
    form = AnewForm(found.criteria, sent, initial=initial_of(marks, found))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            amending.sign(found, form.given, form.remarks, by=request.user,
                          at=clock.arrived_at(request))  # fmt: skip
            messages.success(
                request, _("Signed. The published result stays until it is corrected.")
            )
            return redirect("judging:sheet", slug, found.pk)
        except Sheet.DoesNotExist:
            raise Http404 from None
        except NotAllowed as refusal:
            status = show_refusal(form, None, refusal)
    page = SheetPage(found, form, at=clock.now(), marks=marks)
    context = {"round": found.round, "sheet": found, "page": page, "form": form, "opened": opened}
    return render(request, "judging/sheet_amend.html", context, status=status)


def _back_to_sheet(request: HttpRequest, found: Sheet) -> HttpResponse:
    """Where the mail's link or the back button leads once it is signed or ended; Http404 to a judge
    to whom nothing was ever opened."""
    if not found.amendments.exclude(agreed_at=None).exists():
        raise Http404
    messages.info(request, _("These marks are not open for a correction any more."))
    return redirect("judging:sheet", found.edition.slug, found.pk)


def _amendment_or_404(request: HttpRequest, slug: str, pk: UUID) -> Amendment:
    """Of a round over which the person presides, and an entry that the person may know of."""
    readable = Amendment.objects.readable_by(request.user)
    related = readable.select_related(
        "sheet__assignment__judge__round", "proposed_by", "agreed_by", "ended_by"
    ).defer("sheet__comment", "sheet__private_note")
    found = get_object_or_404(related, pk=pk, sheet__assignment__judge__round__edition__slug=slug)
    if not reopening.presides(request.user, found.sheet.assignment.judge.round):
        raise Http404
    return found
