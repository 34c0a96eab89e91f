"""The PDF of a circular: for officers, and for the province behind its link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.circulars import issuing, on_paper
from notifications.circulars.forms import SignedLetterForm
from notifications.letters import attaching, links
from notifications.models import Circular

from .letter import REFERRER_POLICY


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def circular_pdf(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """What goes with the mails; before there is such a paper, a sample of what will be drawn."""
    circular = _circular(slug, pk)
    paper = attaching.paper_of(circular)
    if paper:
        return _download(attaching.bytes_of(paper.pk), circular)
    if not issuing.may_change(circular):
        raise Http404  # it went out as text alone
    return _download(on_paper.sample(circular), circular)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_signed(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """Bring the signed letter as a PDF, or take it away again."""
    circular = _circular(slug, pk)
    issuing.refuse_change(circular)
    facts = {"by": request.user, "at": clock.arrived_at(request)}
    form = SignedLetterForm(request.POST or None, request.FILES or None)
    if request.POST.get("take_away"):
        on_paper.take_away(circular, **facts)
        messages.success(request, _("The signed letter is no longer sent along."))
        return redirect("notifications:circular", slug=slug, pk=pk)
    if request.method == "POST" and form.is_valid():
        on_paper.refuse_virus(form.cleaned_data["pdf"])
        on_paper.bring(circular, form.cleaned_data["pdf"], **facts)
        messages.success(request, _("The signed letter goes with every mail."))
        return redirect("notifications:circular", slug=slug, pk=pk)
    context = {"circular": circular, "form": form}
    return render(request, "notifications/circular_signed.html", context)


@require_safe
@login_not_required
@never_cache
def letter_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The letter as it came with the mail, for whoever holds the link."""
    recipient = links.recipient_of(token)
    if recipient is None or not links.is_open(recipient, at=clock.machine_now()):
        raise Http404
    paper = attaching.paper_of(recipient.circular)
    if paper is None:
        raise Http404
    response = _download(attaching.bytes_of(paper.pk), recipient.circular)
    response["Referrer-Policy"] = REFERRER_POLICY
    return response


def _download(pdf: bytes, circular: Circular) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    name = attaching.file_name(circular)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _circular(slug: str, pk) -> Circular:
    found = Circular.objects.filter(edition__slug=slug)
    return get_object_or_404(found.select_related("edition__channel", "edition__organiser"), pk=pk)
