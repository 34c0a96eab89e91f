"""How many files an entry may have, of which kinds, and how big."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions import editing
from contest_portal.editions.part_form import LimitsForm
from contest_portal.refusals import NotAllowed

from .finding import edition_of
from .parts import version_seen


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def form_limits(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    form = LimitsForm(request.POST or None, edition=edition)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            editing.change_limits(
                edition, form.limits(), version=version_seen(request, edition.form_version),
                by=request.user, at=clock.arrived_at(request),
            )  # fmt: skip
            messages.success(request, _("The limits are saved."))
            return redirect("editions:form_editor", slug=slug)
        except NotAllowed as refused:
            refusal = refused
    facts = {"edition": edition, "form": form, "refusal": refusal,
             "version": request.POST.get("version", edition.form_version)}  # fmt: skip
    return render(request, "editions/limits.html", facts, status=409 if refusal else 200)
