"""The officers' desk: which entries wait, what was submitted, and what was found."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition, FormField
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, SimilarPair, Status, Submission
from submissions.screening import findings as rules
from submissions.screening import queue
from submissions.screening.forms import ChecklistForm, FilterForm, ScreeningForm
from submissions.sending import steps, workflow

from .desk_page import first_answers, page
from .finding import visible_entry

A_PAGE = 50


@require_safe
@requires(Permission.SEE_ENTRIES)
def screening_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition, slug=slug)
    entries = Entry.objects.visible_to(request.user).in_edition(edition)
    filters = FilterForm(request.GET, edition=edition)
    wanted, at = filters.wanted(), clock.now()
    shown = queue.chosen(entries, wanted, by=request.user, at=at)
    required = FormField.objects.always_needed().filter(section__edition=edition)
    facts = {
        "edition": edition,
        "page": Paginator(queue.ordered(shown, at=at), A_PAGE).get_page(request.GET.get("page")),
        "pills": _pills(entries),
        "chosen": wanted.get("status", ""),
        "filters": filters,
        "is_filtered": bool(wanted.keys() - {"status"}),
        "total": entries.count(),
        "overdue": entries.filter(queue.overdue(at)).count(),
        "criteria": edition.screening_criteria.count(),
        "pairs": SimilarPair.objects.open().filter(first__edition=edition).count(),
        "required": required.count(),
        "may_screen": request.user.may(Permission.SCREEN_ENTRY),
    }
    return render(request, "submissions/screening_list.html", facts)


def _pills(entries) -> list[tuple[Status, int]]:
    counted = entries.order_by().values_list("status").annotate(number=Count("pk"))
    numbers = dict(counted)
    return [(status, numbers.get(status, 0)) for status in queue.ORDER]


@require_safe
@requires(Permission.SEE_ENTRIES)
def screening(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = visible_entry(request, slug, pk)
    last = entry.last_submission
    form = ScreeningForm(initial={"submission": last and last.pk})
    checklist = ChecklistForm(
        entry.edition.screening_criteria.all(), initial=first_answers(entry, last)
    )
    return page(request, entry, last, form, checklist)


@require_POST
@requires(Permission.SCREEN_ENTRY)
def screening_decide(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The checklist is kept, then the decision about the version that was read is taken.

    A newer version is shown instead.
    """
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    form = ScreeningForm(request.POST)
    checklist = ChecklistForm(entry.edition.screening_criteria.all(), request.POST)
    if checklist.is_valid() and form.is_valid():
        try:
            return _keep_and_decide(request, entry, form, checklist, at)
        except NotAllowed as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}")
    entry.refresh_from_db(fields=["status"])
    return page(request, entry, entry.last_submission, form, checklist)


def _keep_and_decide(request: HttpRequest, entry: Entry, form: ScreeningForm,
                     checklist: ChecklistForm, at: datetime) -> HttpResponse:  # fmt: skip
    """Answers to the criteria stay kept where the decision is refused."""
    found = form.cleaned_data
    read = _read_version(entry, found["submission"])
    if given := checklist.given():
        rules.mark(read, given, by=request.user, at=at)
    if "decide" not in request.POST:
        messages.success(request, _("The checklist is kept."))
        return redirect("submissions:screening", slug=entry.edition.slug, pk=entry.pk)
    workflow.advance(
        entry, found["decision"], by=request.user, at=at, note=found["note"], submission=read
    )
    messages.success(
        request,
        _("%(lao)s: %(decision)s. The organisation is told by mail.")
        % {"lao": entry.lao.display_name, "decision": steps.STEPS[found["decision"]].label},
    )
    return redirect("submissions:screening_list", slug=entry.edition.slug)


def _read_version(entry: Entry, pk: UUID) -> Submission:
    read = entry.submissions.select_related("document").filter(pk=pk).first()
    if read is None:
        raise NotAllowed(_("Open the page again: it does not say what you read."))
    return read
