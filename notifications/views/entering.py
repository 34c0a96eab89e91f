"""An officer enters the answer that a province gave by telephone or on paper, and checks one that
came faster than a person reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.answers import acknowledgements, suspicion
from notifications.answers.forms import CheckedAnswerForm, EnteredAnswerForm
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
    return redirect(office_url(copy))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def copy_check(request: HttpRequest, slug: str, pk) -> HttpResponse:
    copy = copy_or_404(slug, pk)
    form = CheckedAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        suspicion.settle(copy, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Noted how the answer was checked."))
        return redirect(office_url(copy))
    said = suspicion.to_be_checked(copy)
    context = {
        "edition": copy.circular.edition, "copy": copy, "answer": said, "form": form,
        "back_url": office_url(copy), "office": office_name(copy),
    }  # fmt: skip
    return render(request, "notifications/copy_check.html", context)


def office_name(copy: Recipient) -> str:
    if copy.lao:
        return copy.lao.display_name
    return _("the province of %(name)s") % {"name": copy.province.name}


def office_url(copy: Recipient) -> str:
    """The page of the province or the LAO that the copy went to."""
    slug, code = copy.circular.edition.slug, copy.province_id
    if copy.lao_id:
        return reverse("notifications:organisation", args=[slug, code, copy.lao_id])
    return reverse("notifications:province", args=[slug, code])


def copy_or_404(slug: str, pk) -> Recipient:
    copies = Recipient.objects.filter(circular__edition__slug=slug)
    copies = copies.select_related(
        "province", "lao", "acknowledgement", "circular__edition__organiser",
        "circular__edition__channel",
    )  # fmt: skip
    return get_object_or_404(copies.defer("circular__original"), pk=pk)
