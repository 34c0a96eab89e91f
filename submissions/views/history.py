"""What the answers of an entry said before, and taking one of those versions up again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import FormField
from submissions.models import AnswerVersion
from submissions.sending import workflow
from submissions.writing import answers, history

from .finding import own_entry, own_page_of

A_PAGE = 30


@require_safe
@never_cache
@requires(Permission.WRITE_ENTRY)
def entry_history(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """All versions, or with ?question=… those of one answer."""
    entry = own_entry(request, slug, pk)
    question = _question(request, entry)
    rows = history.of(entry, question=question and question.pk)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    present = dict(entry.answers.values_list("field", "version"))
    why_not = workflow.why_not(entry, "revise", by=request.user, at=clock.arrived_at(request))
    facts = {
        "question": question,
        "page": page,
        "versions": history.read(list(page), present),
        "present": present,
        "why_not_restore": why_not,
    }
    return render(request, "submissions/entry_history.html", own_page_of(entry, **facts))


@require_POST
@requires(Permission.WRITE_ENTRY)
def entry_restore(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """`version` is the row to take up again, `seen` the version of the answer that was shown."""
    entry = own_entry(request, slug, pk)
    rows = AnswerVersion.objects.filter(entry=entry).select_related("field__section")
    kept = get_object_or_404(rows, pk=_number(request.POST.get("version", "")))
    at = clock.arrived_at(request)
    answers.restore(kept, by=request.user, at=at, seen=_number(request.POST.get("seen", "")))
    messages.success(request, _("The earlier version counts again. The other one is kept here."))
    page = reverse("submissions:entry_history", args=[slug, pk])
    return redirect(f"{page}?question={kept.field_id}")


def _question(request: HttpRequest, entry) -> FormField | None:
    asked = request.GET.get("question", "")
    fields = FormField.objects.filter(section__edition=entry.edition_id).select_related("section")
    return next((field for field in fields if str(field.pk) == asked), None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
