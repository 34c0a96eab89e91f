"""Entries that resemble each other: the list, and two of them side by side."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, SimilarPair, Submission
from submissions.radar import pairing, sketching
from submissions.screening.forms import ReasonForm
from submissions.sending import receipts, versions

A_PAGE = 50
REASONS = {
    "text": gettext_lazy("The same words in the same order"),
    "file": gettext_lazy("The same file"),
    "vendor": gettext_lazy("The same vendor"),
    "tool": gettext_lazy("The same tools"),
}


@require_safe
@requires(Permission.SEE_ENTRIES)
def pair_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(Edition, slug=slug)
    pairs = _with_both_sides(SimilarPair.objects.filter(first__edition=edition))
    aside = "aside" in request.GET
    shown = pairs.exclude(dismissed_at=None) if aside else pairs.open()
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    rows = [(pair, _title(pair.first_submission), _title(pair.second_submission), why(pair))
            for pair in page]  # fmt: skip
    facts = {"edition": edition, "page": page, "rows": rows, "aside": aside,
             "open_count": pairs.open().count(),
             "aside_count": pairs.exclude(dismissed_at=None).count()}  # fmt: skip
    return render(request, "submissions/pair_list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCREEN_ENTRY)
def pair(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Both texts with what they share marked; an officer may set the pair aside."""
    pairs = _with_both_sides(SimilarPair.objects.filter(first__edition__slug=slug))
    shown = get_object_or_404(pairs, pk=pk)
    form = ReasonForm(request.POST or None)
    form.fields["note"].help_text = _("Officers read it. The organisations do not.")
    if request.method == "POST" and form.is_valid():
        try:
            at = clock.arrived_at(request)
            pairing.dismiss(shown, by=request.user, at=at, reason=form.cleaned_data["note"])
            messages.success(request, _("The pair is set aside."))
            return redirect("submissions:pair_list", slug=slug)
        except NotAllowed as refusal:
            form.add_error("note", refusal.reason)
    facts = {
        "edition": shown.first.edition,
        "pair": shown,
        "form": form,
        "reasons": why(shown),
        "sides": _sides(shown),
    }
    return render(request, "submissions/pair.html", facts)


def _with_both_sides(pairs: QuerySet[SimilarPair]) -> QuerySet[SimilarPair]:
    """Fetched apart: PostgreSQL plans more than eight joined tables badly, by seconds."""
    entries = Entry.objects.select_related("edition", "lao__province", "lao__amphoe")
    sent = Submission.objects.select_related("document")
    return pairs.select_related("dismissed_by").prefetch_related(
        Prefetch("first", entries), Prefetch("second", entries),
        Prefetch("first_submission", sent), Prefetch("second_submission", sent),
    )  # fmt: skip


def why(pair_: SimilarPair) -> list[str]:
    return [str(REASONS[reason]) for reason in pair_.reasons]


def _title(submission) -> str:
    return receipts.title_sent(submission.document.snapshot)


def _sides(pair_: SimilarPair) -> list[dict]:
    """Each entry's own words; passages of some length that both have are told apart."""
    both = (pair_.first_submission, pair_.second_submission)
    texts = [sketching.written(submission.document.snapshot) for submission in both]
    cut = versions.pieces(*texts, shortest=versions.SHORTEST_PASSAGE)
    entries = (pair_.first, pair_.second)
    return [
        {"entry": entry, "submission": submission, "title": _title(submission), "pieces": pieces}
        for entry, submission, pieces in zip(entries, both, cut, strict=True)
    ]
