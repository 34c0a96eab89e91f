"""Steps of the officers' desk with a page of their own: send back, more time, reopen, take."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import User
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from submissions.models import Entry, ScreeningMark
from submissions.screening import desk, evidence, sendbacks
from submissions.screening.forms import DueForm, ReasonForm, SendBackForm
from submissions.sending import workflow
from submissions.writing import content

from .finding import page_of, visible_entry

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@requires(Permission.SCREEN_ENTRY)
def send_back(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The officer picks the questions that become open; those with a doubt are picked already."""
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    fields = list(content.fields_of(entry))
    if request.method != "POST":
        workflow.refuse_page_unless_allowed(entry, "return", by=request.user, at=at)
        form = SendBackForm(fields, at=at, initial=_doubts(entry))
        return _send_back_page(request, entry, form)
    form = SendBackForm(fields, request.POST, at=at)
    if form.is_valid():
        try:
            read = get_object_or_404(entry.submissions, pk=form.cleaned_data["submission"])
            workflow.advance(
                entry, "return", by=request.user, at=at, note=form.cleaned_data["note"],
                due_at=form.due_at, submission=read, questions=form.asked(),
            )  # fmt: skip
            _say(request, entry, _("sent back for more information"))
            return redirect("submissions:screening_list", slug=slug)
        except NotAllowed as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}")
    return _send_back_page(request, entry, form)


def _send_back_page(request: HttpRequest, entry: Entry, form: SendBackForm) -> HttpResponse:
    facts = {"form": form, "sections": form.sections()}
    return render(request, "submissions/send_back.html", page_of(entry, **facts))


def _doubts(entry: Entry) -> dict:
    """The version that is read, and the questions behind each no and each doubt."""
    last = entry.last_submission
    found: dict = {"submission": last.pk if last else None}
    doubtful = (ScreeningMark.Answer.NO, ScreeningMark.Answer.UNSURE)
    marks = last.screening_marks.filter(answer__in=doubtful) if last else []
    for mark in marks:
        for field in evidence.questions_of(mark.criterion):
            found[f"open-{field.pk}"] = True
            found[f"ask-{field.pk}"] = mark.note
    return found


@require_http_methods(GET_OR_POST)
@requires(Permission.SCREEN_ENTRY)
def send_back_extend(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    asked = sendbacks.waiting(entry)
    if asked is None:
        raise Http404
    form = DueForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            sendbacks.extend(
                asked, due_at=form.due_at, by=request.user, at=at,
                reason=form.cleaned_data["note"],
            )  # fmt: skip
            _say(request, entry, _("more time to answer"))
            return redirect("submissions:screening", slug=slug, pk=pk)
        except NotAllowed as refusal:
            form.add_error("due", f"{refusal.reason} {refusal.next_step}")
    facts = {
        "form": form,
        "back": "submissions:screening",
        "question": _("Give more time to answer?"),
        "consequence": _("The organisation is told by mail. Time is never taken away."),
        "button": _("Give more time"),
    }
    return render(request, "submissions/desk_question.html", page_of(entry, **facts))


@require_http_methods(GET_OR_POST)
@requires(Permission.SCREEN_ENTRY)
def reopen(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    form = ReasonForm(request.POST or None)
    if request.method != "POST":
        workflow.refuse_page_unless_allowed(entry, "reopen", by=request.user, at=at)
    elif form.is_valid():
        note = form.cleaned_data["note"]
        workflow.advance(entry, "reopen", by=request.user, at=at, note=note)
        _say(request, entry, _("the finding is open again"))
        return redirect("submissions:screening", slug=slug, pk=pk)
    facts = {
        "form": form,
        "back": "submissions:screening",
        "question": _("Open the finding again?"),
        "consequence": _("The entry waits for screening again, and the organisation is told why."),
        "button": _("Open it again"),
    }
    return render(request, "submissions/desk_question.html", page_of(entry, **facts))


@require_POST
@requires(Permission.SCREEN_ENTRY)
def desk_take(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """“I take this one”, from a colleague too if the page named them; or “I leave this one”."""
    entry = visible_entry(request, slug, pk)
    at = clock.arrived_at(request)
    if request.POST.get("leave"):
        desk.put_back(entry, by=request.user, at=at)
    else:
        shown = User.objects.filter(pk=_number(request.POST.get("from", ""))).first()
        desk.take(entry, by=request.user, at=at, over_from=shown)
    return redirect("submissions:screening", slug=slug, pk=pk)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _say(request: HttpRequest, entry: Entry, what: str) -> None:
    messages.success(
        request,
        _("%(lao)s: %(decision)s. The organisation is told by mail.")
        % {"lao": entry.lao.display_name, "decision": what},
    )
