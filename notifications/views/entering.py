"""An officer enters the answer that a province gave by telephone or on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications import acknowledgements
from notifications.forms import EnteredAnswerForm
from notifications.models import Recipient


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def copy_answer(request: HttpRequest, slug: str, pk) -> HttpResponse:
    copy = copy_or_404(slug, pk)
    form = EnteredAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _enter(request, copy, form.cleaned_data)
    acknowledgements.refuse_entering(copy)
    context = {"edition": copy.circular.edition, "copy": copy, "form": form}
    return render(request, "notifications/copy_answer.html", context)


def _enter(request: HttpRequest, copy: Recipient, typed: dict[str, str]) -> HttpResponse:
    reason = typed.pop("reason")
    reply = acknowledgements.Reply(**typed)
    at = clock.arrived_at(request)
    acknowledgements.enter(copy, reply, reason=reason, by=request.user, at=at)
    messages.success(request, _("Entered. The province gets no more reminders of this letter."))
    slug = copy.circular.edition.slug
    return redirect("notifications:province", slug=slug, code=copy.province_id)


def copy_or_404(slug: str, pk) -> Recipient:
    copies = Recipient.objects.filter(circular__edition__slug=slug)
    copies = copies.select_related(
        "province", "acknowledgement", "circular__edition__organiser", "circular__edition__channel"
    )
    return get_object_or_404(copies.defer("circular__original"), pk=pk)
