"""Checking, sending, withdrawing."""

import re
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from submissions.sending import steps, workflow
from submissions.transfer import promises
from submissions.writing import content

from .finding import own_entry, own_page_of

KEY = re.compile(r"[0-9A-Za-z-]{8,64}")


@require_safe
@never_cache
@requires(Permission.WRITE_ENTRY)
def entry_check(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Every answer on one page, and the button with a key that makes it work once."""
    entry = own_entry(request, slug, pk)
    case = steps.Case(entry, request.user, clock.arrived_at(request))
    facts = {
        "parts": case.parts,
        "title": content.title(case.parts),
        "blocking": content.blocking(case.parts),
        "refusal": steps.refusal_of_own(case, steps.STEPS["submit"]),
        "closes_at": case.closing,
        "files_due_at": case.closing + promises.grace_of(entry.edition),
        "key": uuid4().hex,
    }
    return render(request, "submissions/entry_check.html", own_page_of(entry, **facts))


@require_POST
@requires(Permission.SUBMIT_ENTRY)
def entry_submit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    sent = request.POST.get("key", "")
    submission = workflow.submit(
        own_entry(request, slug, pk),
        by=request.user,
        at=clock.arrived_at(request),
        key=sent if KEY.fullmatch(sent) else uuid4().hex,
        doubtful=clock.arrival_is_doubtful(request),
    )
    messages.success(request, _("We have received your entry."))
    return redirect("submissions:receipt", slug=slug, number=submission.number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMIT_ENTRY)
def entry_withdraw(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = own_entry(request, slug, pk)
    at = clock.arrived_at(request)
    if request.method == "POST":
        workflow.advance(entry, "withdraw", by=request.user, at=at)
        messages.success(request, _("The entry is withdrawn. Its receipts remain readable."))
        return redirect("submissions:entry", slug=slug, pk=pk)
    workflow.refuse_page_unless_allowed(entry, "withdraw", by=request.user, at=at)
    title = content.title(content.read(entry)) or _("Entry without a title")
    facts = [
        (_("Entry"), title),
        (_("Organisation"), f"{entry.lao.display_name} {entry.lao.place}"),
    ]
    return render(request, "submissions/entry_withdraw.html", own_page_of(entry, facts=facts))
