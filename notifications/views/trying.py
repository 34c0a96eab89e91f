"""Officers try a circular out before anybody gets it, and look again at what a province got."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.answers.forms import AcknowledgementForm
from notifications.circulars import audience, lao_copies, trying
from notifications.letters import attaching
from notifications.models import Circular, Recipient

from .letter import context_of


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def circular_preview(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """The mail and the page of one recipient, chosen by `?province=`, and the mail of one of its
    LAOs, by `?lao=`. Nothing on it acts."""
    circular = _circular(slug, pk)
    recipients = trying.recipients_of(circular)
    recipient = _chosen(recipients, request.GET.get("province", ""))
    context = {"circular": circular, "recipients": recipients, "chosen": recipient}
    if recipient:
        context |= {"mail": trying.mail_to(recipient), "page": _page_of(recipient)}
        if circular.with_laos:
            code, lao = recipient.province_id, request.GET.get("lao", "")
            context["lao_mail"] = lao_copies.sample(circular, code, lao)
            context["laos"] = audience.lao_contacts(circular).filter(lao__province=code)
        context["attachment"] = attaching.file_name(circular)
        context["paper"] = attaching.paper_of(circular)
    return render(request, "notifications/circular_preview.html", context)


@require_POST
@requires(Permission.PREPARE_CIRCULAR)
def circular_test(request: HttpRequest, slug: str, pk) -> HttpResponse:
    trying.send_to_self(_circular(slug, pk), by=request.user, at=clock.arrived_at(request))
    sent = _("A test is on its way to %(address)s. No province gets it.")
    messages.success(request, sent % {"address": request.user.email})
    return redirect("notifications:circular", slug=slug, pk=pk)


def _chosen(recipients: list[Recipient], code: str) -> Recipient | None:
    """The first where none is named."""
    if not code:
        return next(iter(recipients), None)
    named = (recipient for recipient in recipients if recipient.province_id == code)
    recipient = next(named, None)
    if recipient is None:
        raise Http404
    return recipient


def _page_of(recipient: Recipient) -> dict:
    """What the province's page shows when it is first opened, without a link of its own."""
    circular = recipient.circular
    pdf = reverse("notifications:circular_pdf", args=[circular.edition.slug, circular.pk])
    return {
        **context_of(recipient),
        "form": AcknowledgementForm(),
        "pdf_url": pdf if attaching.paper_of(circular) else "",
        "is_preview": True,
    }


def _circular(slug: str, pk) -> Circular:
    found = Circular.objects.filter(edition__slug=slug).defer("original")
    return get_object_or_404(found.select_related("edition__channel", "edition__organiser"), pk=pk)
