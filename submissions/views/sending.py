"""Checking, sending, withdrawing, and the receipt."""

import re
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents.digests import in_groups
from contest_portal.documents.numbers import normalise_number
from submissions import content, receipts, steps, workflow
from submissions.models import Submission

from .finding import own_entry, own_page_of, page_of

KEY = re.compile(r"[0-9A-Za-z-]{8,64}")


@require_safe
@requires(Permission.WRITE_ENTRY)
def entry_check(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Every answer on one page, and the button with a key that makes it work once."""
    entry = own_entry(request, slug, pk)
    parts = content.read(entry)
    at = clock.arrived_at(request)
    facts = {
        "parts": parts,
        "title": content.title(parts),
        "blocking": content.blocking(parts),
        "refusal": steps.refusal(entry, steps.STEPS["submit"], by=request.user, at=at),
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


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def receipt(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The paper: what was sent, when it arrived to the second, and how to verify it."""
    submissions = Submission.objects.visible_to(request.user).select_related(
        "document", "entry__edition__organiser", "entry__edition__channel",
        "entry__lao__province", "entry__lao__amphoe", "entry__category",
    )  # fmt: skip
    submission = get_object_or_404(
        submissions, document__number=normalise_number(number), entry__edition__slug=slug
    )
    facts = {
        "submission": submission,
        "snapshot": submission.document.snapshot,
        "files": receipts.files_of(submission),
        "digest": in_groups(submission.document.digest),
        "verify_url": receipts.verification_address(submission.number),
        "is_last": submission == submission.entry.last_submission,
    }
    return render(request, "submissions/receipt.html", page_of(submission.entry, **facts))
