"""The officers' desk: which entries wait, what was submitted, and what was found."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition, FormField
from contest_portal.refusals import NotAllowed
from submissions import content, receipts, steps, timeline, workflow
from submissions.forms import ScreeningForm
from submissions.models import Entry, Status, Submission

from .finding import page_of, visible_entry

A_PAGE = 50
# Who waits for an officer first, who waits for nobody last.
ORDER = (
    Status.SUBMITTED, Status.RETURNED, Status.DRAFT, Status.ELIGIBLE, Status.INELIGIBLE,
    Status.WITHDRAWN,
)  # fmt: skip


@require_safe
@requires(Permission.SEE_ENTRIES)
def screening_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition, slug=slug)
    entries = Entry.objects.visible_to(request.user).in_edition(edition)
    chosen = request.GET.get("status", "")
    shown = entries.filter(status=chosen) if chosen in Status.values else entries
    ordered = _for_the_desk(shown)
    facts = {
        "page": Paginator(ordered, A_PAGE).get_page(request.GET.get("page")),
        "pills": _pills(entries),
        "chosen": chosen if chosen in Status.values else "",
        "total": entries.count(),
        "required": FormField.objects.filter(section__edition=edition, required=True).count(),
    }
    return render(request, "submissions/screening_list.html", facts)


def _for_the_desk(entries):
    """Waiting entries first, the longest wait on top."""
    rank = Case(
        *(When(status=status, then=Value(place)) for place, status in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    related = entries.select_related("lao__province", "lao__amphoe", "category")
    shown = related.with_last_submission().with_progress()
    return shown.annotate(rank=rank).order_by("rank", "arrived_at", "started_at", "pk")


def _pills(entries) -> list[tuple[Status, int]]:
    counted = entries.order_by().values_list("status").annotate(number=Count("pk"))
    numbers = dict(counted)
    return [(status, numbers.get(status, 0)) for status in ORDER]


@require_safe
@requires(Permission.SEE_ENTRIES)
def screening(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = visible_entry(request, slug, pk)
    last = entry.last_submission
    at = clock.arrived_at(request)
    form = ScreeningForm(initial={"submission": last and last.pk}, at=at)
    return _page(request, entry, last, form, at)


@require_POST
@requires(Permission.SCREEN_ENTRY)
def screening_decide(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A decision about the version that was read; a newer one is shown instead."""
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    form = ScreeningForm(request.POST, at=at)
    if form.is_valid():
        try:
            _decide(request, entry, form, at)
            return redirect("submissions:screening_list", slug=slug)
        except NotAllowed as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}")
    entry.refresh_from_db(fields=["status"])
    return _page(request, entry, entry.last_submission, form, at)


def _decide(request: HttpRequest, entry: Entry, form: ScreeningForm, at: datetime) -> None:
    found = form.cleaned_data
    read = entry.submissions.filter(pk=found["submission"]).first()
    if read is None:
        raise NotAllowed(_("Open the page again: it does not say what you read."))
    workflow.advance(
        entry, found["decision"], by=request.user, at=at, note=found["note"],
        submission=read, **form.facts(),
    )  # fmt: skip
    step = steps.STEPS[found["decision"]]
    messages.success(
        request,
        _("%(lao)s: %(decision)s. The organisation is told by mail.")
        % {"lao": entry.lao.display_name, "decision": step.label},
    )


def _page(request: HttpRequest, entry: Entry, last: Submission | None, form: ScreeningForm,
          at: datetime) -> HttpResponse:  # fmt: skip
    """An entry that was never submitted shows how far it is, not what it says."""
    facts = {
        "last": last,
        "snapshot": last.document.snapshot if last else None,
        "files": receipts.files_of(last, reader=request.user) if last else [],
        "parts": [] if last else content.read(entry),
        "form": form,
        "why_not": workflow.why_not(entry, "find_eligible", by=request.user, at=at),
        "may_extend": request.user.may(Permission.EXTEND_DEADLINE),
        "findings": last.screenings.select_related("screened_by") if last else [],
        "events": timeline.of(entry),
    }
    return render(request, "submissions/screening.html", page_of(entry, **facts))
