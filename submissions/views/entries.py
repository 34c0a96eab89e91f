"""An organisation's entries, starting one, and the task list of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import LAO
from submissions import timeline
from submissions.deadlines import extending
from submissions.models import Entry, Submission
from submissions.screening import sendbacks
from submissions.sending import approvals, receipts, steps, workflow
from submissions.transfer import promises
from submissions.writing import content, task_list
from submissions.writing.forms import NewEntryForm

from .finding import own_page_of, page_of, visible_entry

PLACE = ("lao__province", "lao__amphoe")


@require_safe
@requires(Permission.CLAIM_LAO)
def entry_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody signed in: a newcomer is told here how to begin."""
    edition = get_object_or_404(Edition, slug=slug)
    entries = Entry.objects.writable_by(request.user).in_edition(edition)
    shown = entries.select_related("lao__province", "lao__amphoe", "category")
    memberships = request.user.memberships.current().select_related(*PLACE)
    facts = {
        "entries": shown.with_title().with_last_submission(),
        "memberships": memberships.order_by("claimed_at"),
        "refused_claims": request.user.memberships.refused().select_related(*PLACE),
        "closed": _closed(request, edition),
    }
    return render(request, "submissions/entry_list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_ENTRY)
def entry_new(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.select_related("organiser"), slug=slug)
    form = NewEntryForm(
        request.POST or None,
        laos=_own_laos(request),
        categories=edition.categories.all(),
    )
    refusal = None
    closed = request.method != "POST" and _closed(request, edition)
    if request.method == "POST" and form.is_valid():
        try:
            started = workflow.start(
                edition, **form.cleaned_data, by=request.user, at=clock.arrived_at(request)
            )
            return redirect("submissions:entry", slug=slug, pk=started.pk)
        except NotAllowed as refused:
            refusal = refused
    facts = {"form": form, "refusal": refusal, "closed": closed}
    status = 409 if refusal else 200
    return render(request, "submissions/entry_new.html", facts, status=status)


def _closed(request: HttpRequest, edition: Edition) -> NotAllowed | None:
    """Why the person cannot begin an entry now."""
    at = clock.arrived_at(request)
    return workflow.why_nobody_starts(edition, _own_laos(request), by=request.user, at=at)


def _own_laos(request: HttpRequest):
    current = request.user.memberships.current().values("lao")
    return LAO.objects.filter(pk__in=current).select_related("province", "amphoe")


@require_safe
@never_cache
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def entry(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The task list. An officer sees how far it is, not what it says."""
    shown = visible_entry(request, slug, pk)
    case = steps.Case(shown, request.user, clock.arrived_at(request))
    own, parts = case.is_own, case.parts
    last = shown.last_submission
    changed = own and receipts.differs(last, shown, parts)
    is_final = not _may_send_again(case)
    facts = {
        "own": own,
        "title": _title(parts, last if is_final else None) if own else "",
        "is_final": is_final,
        "parts": parts,
        "phases": task_list.phases(parts),
        "complete_parts": task_list.complete(parts),
        "minutes_left": task_list.minutes_left(parts),
        "saved_at": task_list.saved_at(parts) if own else None,
        "approval": _approval(shown) if own else None,
        "blocking": content.blocking(parts),
        "last": last,
        "due_files": promises.waiting(last) if last else [],
        "unsent_changes": changed,
        "no_longer_asked": content.no_longer_asked(shown) if own else [],
        **_asked(shown),
        "extension": shown.extensions.last(),
        "may_ask": own and not extending.why_not_ask_in(case),
        "events": timeline.of(shown),
        **{
            f"why_not_{step}": workflow.why_not_in(case, step)
            for step in ("revise", "submit", "withdraw")
        },
    }
    page = own_page_of if own else page_of
    context = page(shown, closes_at=case.closing, **facts)
    return render(request, "submissions/entry.html", context)


def _approval(shown: Entry) -> dict | None:
    """Where the signatory's approval stands; None where the edition does not ask for it."""
    if not approvals.are_asked_for(shown):
        return None
    return {"given": approvals.given(shown), "last": approvals.last(shown)}


def _may_send_again(case: steps.Case) -> bool:
    return case.entry.status in steps.WRITABLE and case.at < case.closing


def _title(parts: list[content.Part], judged: Submission | None) -> str:
    """What the entry is called: once nothing more can be sent, as it was sent last."""
    return receipts.title_sent(judged.document.snapshot) if judged else content.title(parts)


def _asked(shown: Entry) -> dict:
    """What the office waits for, and which questions that opens."""
    waiting = sendbacks.waiting(shown)
    questions = waiting.questions.select_related("field__section") if waiting else []
    return {"send_back": waiting, "asked_questions": questions}
