"""A correction after a circular went out: proposing, approving, taking it back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.thai.folding import clean_text
from notifications.circulars import amending
from notifications.circulars.forms import LONGEST_TEXT
from notifications.letters import placeholders
from notifications.models import Circular, Correction


class CorrectionForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is put right"),
        help_text=gettext_lazy("Say what stood there and what is right. The letter stays."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is put right.")},
    )

    def clean_words(self) -> str:
        words = clean_text(self.cleaned_data["words"])
        try:
            placeholders.refuse_any(words)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return words


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_correct(request: HttpRequest, slug: str, pk) -> HttpResponse:
    circular = _circular(slug, pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.arrived_at(request)
        amending.propose(circular, form.cleaned_data["words"], by=request.user, at=at)
        messages.success(request, _("Proposed. Another officer can now approve it."))
        return redirect("notifications:circular_correct", slug=slug, pk=pk)
    waiting = amending.waiting(circular)
    context = {
        "edition": circular.edition,
        "circular": circular,
        "form": form,
        "waiting": waiting,
        "why_not": waiting and amending.why_not_approve(waiting, by=request.user),
        "corrections": amending.in_force(circular),
        "copies": circular.recipients.count(),
    }
    return render(request, "notifications/circular_correct.html", context)


@require_POST
@requires(Permission.APPROVE_CIRCULAR)
def correction_approve(request: HttpRequest, slug: str, pk) -> HttpResponse:
    correction = _correction(slug, pk)
    amending.approve(correction, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("Approved. Everybody who got the letter is told."))
    return redirect("notifications:circular_correct", slug=slug, pk=correction.circular_id)


@require_POST
@requires(Permission.PREPARE_CIRCULAR)
def correction_drop(request: HttpRequest, slug: str, pk) -> HttpResponse:
    correction = _correction(slug, pk)
    amending.drop(correction, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("Taken back. Nobody was told."))
    return redirect("notifications:circular_correct", slug=slug, pk=correction.circular_id)


def _circular(slug: str, pk) -> Circular:
    found = Circular.objects.filter(edition__slug=slug).defer("original", "body")
    return get_object_or_404(found.select_related("edition__organiser", "edition__channel"), pk=pk)


def _correction(slug: str, pk) -> Correction:
    found = Correction.objects.filter(circular__edition__slug=slug)
    return get_object_or_404(found.select_related("circular__edition"), pk=pk)
