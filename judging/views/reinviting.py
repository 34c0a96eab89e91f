"""Officers invite judges of an earlier round to this one, after reading whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from judging.judges import reinviting
from judging.judges.forms import AgainForm
from judging.models import Round
from judging.rounds.window import why_over

from .access import round_of, to_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judges_again(request: HttpRequest, slug: str) -> HttpResponse:
    """`?from=1` names the earlier round; without it the nearest that has judges."""
    round_, at = round_of(slug, request), clock.now()
    sources = list(reinviting.sources_of(round_))
    source = _chosen(sources, request.GET.get("from"))
    rows = reinviting.judges_of(source, round_, at) if source else []
    form = AgainForm(rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and source and form.is_valid():
        _invite(request, round_, source, form)
        return to_page("judging:panel", round_)
    context = {
        "round": round_,
        "sources": sources,
        "source": source,
        "form": form,
        "why_not": why_over(round_, at),
    }
    return render(request, "judging/judges_again.html", context)


def _chosen(sources: list[Round], order: str | None) -> Round | None:
    named = [each for each in sources if str(each.order) == order]
    return next(iter(named or sources), None)


def _invite(request: HttpRequest, round_: Round, source: Round, form: AgainForm) -> None:
    facts = {"by": request.user, "at": clock.arrived_at(request)}
    invited = reinviting.invite_again(round_, form.chosen, source=source, **facts)
    if not invited:
        messages.info(request, _("They are all invited already. No second mail is sent."))
        return
    words = ngettext("%(count)d judge is invited.", "%(count)d judges are invited.", len(invited))
    messages.success(request, words % {"count": len(invited)})
