"""Officers decide what the register suggests, and look ahead before they invite somebody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import User, tidy_address
from contest_portal.accounts.roles import Permission
from contest_portal.registry.models import LAO
from judging.conflicts import suggesting
from judging.conflicts.forms import SuggestionsForm, WhatIfForm
from judging.conflicts.lists import Conflicts
from judging.judges import whatif
from judging.judges.whatif import WhatIf
from judging.models import Round
from judging.rounds import entries

from .access import round_of, to_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def conflict_list(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    listed = Conflicts(round_)
    keys = [row.suggestion.key for row in listed.suggested]
    form = SuggestionsForm(keys, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _decide(request, round_, **form.cleaned_data)
        return to_page("judging:conflict_list", round_)
    context = {"round": round_, "conflicts": listed, "form": form}
    return render(request, "judging/conflict_list.html", context)


def _decide(
    request: HttpRequest, round_: Round, *, chosen: list[str], decision: str, reason: str
) -> None:
    facts = {"by": request.user, "at": clock.arrived_at(request)}
    if decision == SuggestionsForm.PIN:
        number = suggesting.pin(round_, chosen, **facts)
        words = ngettext("%(count)d conflict pinned.", "%(count)d conflicts pinned.", number)
    else:
        number = suggesting.set_aside(round_, chosen, **facts, reason=reason)
        words = ngettext("%(count)d suggestion set aside.", "%(count)d suggestions set aside.",
                         number)  # fmt: skip
    messages.success(request, words % {"count": number})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing is stored. By POST, so that no address stands in the log of requests."""
    round_ = round_of(slug, request)
    form = WhatIfForm(_laos(round_), request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = _look_ahead(round_, form)
    context = {"round": round_, "form": form, "found": found}
    return render(request, "judging/what_if.html", context)


def _laos(round_: Round):
    entered = LAO.objects.filter(entries__in=entries.of_round(round_))
    return entered.select_related("province", "amphoe").order_by("sort_key").distinct()


def _look_ahead(round_: Round, form: WhatIfForm) -> WhatIf | None:
    """None, with the form saying why, for an address that the portal does not know."""
    email, lao, province = (form.cleaned_data[name] for name in ("email", "lao", "province"))
    if not email:
        return whatif.of_affiliation(round_, lao=lao, province=province.pk if province else "")
    user = User.objects.filter(email=tidy_address(email)).first()
    if user is None:
        form.add_error(
            "email",
            _("The portal does not know this address yet. Choose where the person works instead."),
        )
        return None
    return whatif.of_person(round_, user)
