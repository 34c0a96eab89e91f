"""The receipt as a page and as a PDF, and all versions of an entry with what changed."""

import logging
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.documents.digests import in_groups
from contest_portal.documents.numbers import normalise_number
from contest_portal.refusals import NotAllowed
from submissions.models import Submission
from submissions.sending import receipt_paper, receipts, versions

from .finding import page_of, visible_entry

log = logging.getLogger(__name__)

RELATED = (
    "document", "submitted_by", "entry__edition__organiser", "entry__edition__channel",
    "entry__lao__province", "entry__lao__amphoe", "entry__category",
)  # fmt: skip


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def receipt(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The paper: what was sent, when it arrived to the second, and how to verify it."""
    submission = _visible(request, slug, number)
    facts = {
        "submission": submission,
        "snapshot": submission.document.snapshot,
        "files": receipts.files_of(submission, reader=request.user),
        "digest": in_groups(submission.document.digest),
        "verify_url": receipts.verification_address(submission.number),
        "is_last": submission == submission.entry.last_submission,
        "early_by": submission.entry.edition.closes_at - submission.arrived_at,
        "first_arrived_at": receipts.first_arrival_on(submission),
        "many": submission.entry.submissions.count() > 1,
    }
    return render(request, "submissions/receipt.html", page_of(submission.entry, **facts))


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def receipt_pdf(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Drawn when asked for; a browser that has it is not sent it again."""
    submission = _visible(request, slug, number)
    etag = f'"{submission.document.digest}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    try:
        drawn = receipt_paper.draw(submission)
    except papers.CannotDraw as error:
        log.exception("A receipt could not be drawn")
        raise NotAllowed(
            _("The PDF of this receipt could not be made."),
            next_step=_("Print the page of the receipt instead: it says the same."),
        ) from error
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{submission.number}.pdf"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def version_list(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Everything that was sent of an entry, the latest first, and what counts."""
    entry = visible_entry(request, slug, pk)
    sent = list(entry.submissions.select_related("document", "submitted_by", "answers"))
    facts = {"versions": list(enumerate(sent, start=1))[::-1], "last": sent[-1] if sent else None}
    return render(request, "submissions/version_list.html", page_of(entry, **facts))


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def version_changes(request: HttpRequest, slug: str, pk: UUID, number: str) -> HttpResponse:
    """What changed in one version since the one before it."""
    entry = visible_entry(request, slug, pk)
    sent = list(entry.submissions.select_related("document", "submitted_by"))
    wanted = normalise_number(number)
    place = next((place for place, one in enumerate(sent) if one.number == wanted), 0)
    newer = get_object_or_404(entry.submissions, document__number=wanted)
    older = sent[place - 1] if place else None
    facts = {
        "older": older,
        "newer": newer,
        "changes": versions.changes(older, newer) if older else [],
    }
    return render(request, "submissions/version_changes.html", page_of(entry, **facts))


def _visible(request: HttpRequest, slug: str, number: str) -> Submission:
    """The submission that a number names, if it exists for this person."""
    submissions = Submission.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(
        submissions, document__number=normalise_number(number), entry__edition__slug=slug
    )
