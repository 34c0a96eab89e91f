"""Days on which a judge is away, as the judge says or an officer was told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.judges import absence
from judging.judges.absence_form import AbsenceForm
from judging.models import Judge

from .access import own_round_of, to_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def own_absence(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = own_round_of(slug, request)
    judge = round_.judges.serving().filter(user=request.user).select_related("user").first()
    if judge is None:
        raise Http404
    return _tell(request, judge, "judging:desk")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judge_absence(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    judges = Judge.objects.current().filter(round__edition__slug=slug)
    judge = get_object_or_404(judges.select_related("user", "round__edition"), pk=pk)
    return _tell(request, judge, "judging:panel")


def _tell(request: HttpRequest, judge: Judge, back: str) -> HttpResponse:
    form = AbsenceForm(judge, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data
        absence.tell(judge, days["away_from"], days["away_until"], by=request.user)
        words = _("Saved. No reminder goes out on these days.")
        messages.success(request, words if days["away_from"] else _("Saved: no days away."))
        return to_page(back, judge.round)
    context = {"round": judge.round, "judge": judge, "form": form, "back": back}
    return render(request, "judging/absence.html", context)
