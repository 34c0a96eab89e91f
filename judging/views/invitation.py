"""The judge's own side of the appointment: accepting, declining, and the letter."""

import logging
from uuid import UUID

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from judging.conflicts import declaring
from judging.judges import appointment_letter, invitations, undertaking
from judging.judges.forms import AcceptanceForm, DeclineForm
from judging.models import Judge

from .access import round_of, to_page

UNANSWERED_FIRST = Coalesce("accepted_at", "declined_at").asc(nulls_first=True)

log = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    judge = own_or_404(request, slug)
    form = AcceptanceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        invitations.accept(judge, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("Thank you for accepting. Your letter of appointment is here."))
        return to_page("judging:invitation", judge.round)
    context = {
        "judge": judge,
        "round": judge.round,
        "form": form,
        "promises": undertaking.PROMISES,
        "why_not_accept": invitations.why_not_accept(judge, clock.now()),
        "owes_declaration": declaring.is_owed(judge, clock.now()),
        "may_declare_again": declaring.why_not(judge, clock.now()) is None,
    }
    return render(request, "judging/invitation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def invitation_decline(request: HttpRequest, slug: str) -> HttpResponse:
    judge = own_or_404(request, slug)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at, reason = clock.arrived_at(request), form.cleaned_data["reason"]
        invitations.decline(judge, by=request.user, at=at, reason=reason)
        messages.success(request, _("Your answer is with the organiser. Thank you for telling."))
        return to_page("judging:invitation", judge.round)
    if judge.declined_at or judge.accepted_at:
        return to_page("judging:invitation", judge.round)
    context = {"judge": judge, "round": judge.round, "form": form}
    return render(request, "judging/invitation_decline.html", context)


@require_safe
@requires(Permission.SCORE_ENTRY, Permission.MANAGE_JUDGING)
def appointment_pdf(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The letter, for the judge and for the officers; drawn when asked for."""
    visible = Judge.objects.visible_to(request.user).select_related("letter")
    letter = get_object_or_404(visible, pk=pk, round__edition__slug=slug).letter
    if letter is None:
        raise NotAllowed(_("There is a letter once the invitation is accepted."))
    try:
        drawn = appointment_letter.draw(letter)
    except papers.CannotDraw as error:
        log.exception("A letter of appointment could not be drawn")
        raise NotAllowed(
            _("The PDF of this letter could not be made."), next_step=_("Try again later.")
        ) from error
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="appointment-{letter.number}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response


def own_or_404(request: HttpRequest, slug: str) -> Judge:
    """The person's own invitation: to the round that the address asks for, else the one that waits
    for an answer, else the newest. An ended one is as if it did not exist."""
    own = Judge.objects.current().filter(user=request.user, round__edition__slug=slug)
    related = own.select_related("user", "letter", "round__edition__organiser")
    if "round" in request.GET:
        return get_object_or_404(related, round=round_of(slug, request))
    found = related.order_by(UNANSWERED_FIRST, "-round__order").first()
    if found is None:
        raise Http404
    return found
