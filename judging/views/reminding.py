"""Officers remind the judges who still owe sheets, after reading whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.judges import reminding

from .access import round_of, to_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judges_remind(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    if request.method == "POST":
        reminded = reminding.remind(round_, by=request.user, at=clock.arrived_at(request))
        words = ngettext("%(count)d judge is reminded.", "%(count)d judges are reminded.",
                         len(reminded))  # fmt: skip
        messages.success(request, words % {"count": len(reminded)})
        return to_page("judging:panel", round_)
    at = clock.now()
    owed = reminding.debts(round_, at)
    context = {
        "round": round_,
        "to_remind": [debt for debt in owed if debt.is_due],
        "away": [debt for debt in owed if debt.is_away],
        "told": [debt for debt in owed if debt.is_told],
        "why_not": reminding.why_not(round_, owed, at),
    }
    return render(request, "judging/judges_remind.html", context)
