"""The page on which writers ask for approval, and the signatory reads and answers."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from submissions.models import Entry
from submissions.sending import approvals, approving, sendable, steps, workflow
from submissions.sending.approval_form import SendBackForm
from submissions.writing import content

from .finding import own_entry, own_page_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Permission.WRITE_ENTRY)
def entry_approval(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """`answer` is the button: ask, approve, approve_and_send or send_back."""
    entry = own_entry(request, slug, pk)
    form = SendBackForm(request.POST if "note" in request.POST else None)
    if request.method != "POST":
        return _page(request, entry, form)
    act = ANSWERS.get(request.POST.get("answer", ""), _refuse)
    if act is _send_back and not form.is_valid():
        return _page(request, entry, form)
    return act(request, entry)


def _ask(request: HttpRequest, entry: Entry) -> HttpResponse:
    approving.ask(entry, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The signatory was asked by mail."))
    return _back(entry)


def _approve(request: HttpRequest, entry: Entry) -> HttpResponse:
    at = clock.arrived_at(request)
    approving.approve(entry, by=request.user, at=at, digest=request.POST.get("digest", ""))
    messages.success(request, _("Approved. Whoever changes an answer asks you again."))
    return _back(entry)


def _approve_and_send(request: HttpRequest, entry: Entry) -> HttpResponse:
    at = clock.arrived_at(request)
    approving.approve(entry, by=request.user, at=at, digest=request.POST.get("digest", ""))
    submission = workflow.submit(
        entry, by=request.user, at=at, key=request.POST.get("key", "")[:64] or uuid4().hex,
        doubtful=clock.arrival_is_doubtful(request),
    )  # fmt: skip
    messages.success(request, _("We have received your entry."))
    return redirect("submissions:receipt", slug=entry.edition.slug, number=submission.number)


def _send_back(request: HttpRequest, entry: Entry) -> HttpResponse:
    at = clock.arrived_at(request)
    approving.send_back(entry, by=request.user, at=at, note=request.POST["note"])
    messages.success(request, _("Sent back. Whoever asked was told by mail."))
    return _back(entry)


def _refuse(request: HttpRequest, entry: Entry) -> HttpResponse:
    raise NotAllowed(_("Press one of the buttons on the page."))


ANSWERS = {
    "ask": _ask, "approve": _approve, "approve_and_send": _approve_and_send,
    "send_back": _send_back,
}  # fmt: skip


def _back(entry: Entry) -> HttpResponse:
    return redirect("submissions:entry_approval", slug=entry.edition.slug, pk=entry.pk)


def _page(request: HttpRequest, entry: Entry, form: SendBackForm) -> HttpResponse:
    parts = sendable.parts(entry)
    who = {"by": request.user, "at": clock.arrived_at(request)}
    facts = {
        "parts": parts,
        "title": content.title(parts),
        "form": form,
        "digest": approvals.digest(entry),
        "key": uuid4().hex,
        "signatories": approvals.signatories(entry),
        "given": approvals.given(entry),
        "last": approvals.last(entry),
        "is_signatory": steps.is_signatory(steps.Case(entry, **who)) is None,
        "refusals": {
            step: steps.refusal(entry, steps.STEPS[step], **who)
            for step in ("ask_approval", "approve")
        },
    }
    return render(request, "submissions/entry_approval.html", own_page_of(entry, **facts))
