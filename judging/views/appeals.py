"""Appeals: the organisation's page, which saves itself, and the officers' answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import audit, clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.models import Appeal
from judging.results import appeals, outcomes
from judging.results.appeal_forms import AnswerForm, AppealForm
from judging.rounds.paper import papers_of
from submissions import moments
from submissions.models import Entry

from .access import edition_of

ANOTHER_PERSON, CONFLICT, UNREADABLE = 403, 409, 422
MEANWHILE = gettext_lazy("A colleague saved it meanwhile. Nothing was overwritten.")
KEY = "sheet"  # what static/js/scoring/sheet.js calls the one thing that a form saves


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUBMIT_ENTRY)
def appeal(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """GET shows the draft, or what was filed and answered. POST saves, or files."""
    entry = _own_entry_or_404(request, slug, pk)
    if "application/json" in request.headers.get("Accept", ""):
        return _save_by_itself(request, entry)
    if request.method != "POST":
        return _show(request, entry)
    form, stored, problem = AppealForm(request.POST), None, ""
    try:
        if form.is_valid():
            verb = appeals.file if "file" in request.POST else appeals.save
            return _saved(request, _kept(request, entry, form, verb))
    except appeals.Stale as stale:
        stored, problem = stale.stored, MEANWHILE
        form.data = form.data.copy()
        form.data["version"] = stored.version
    except NotAllowed as refusal:
        problem = str(refusal.reason)
    return _show(request, entry, form=form, problem=str(problem), theirs=stored)


def _save_by_itself(request: HttpRequest, entry: Entry) -> JsonResponse:
    """What the page sends while one types, and the answer it gets."""
    person = str(request.user.pk)
    if request.method != "POST":
        return JsonResponse({"person": person, "token": get_token(request)})
    if request.POST.get("person") != person:
        return JsonResponse({"person": person}, status=ANOTHER_PERSON)
    form = AppealForm(request.POST)
    if not form.is_valid():
        wrong = " ".join(each for errors in form.errors.values() for each in errors)
        return JsonResponse({"reason": wrong, "next_step": ""}, status=UNREADABLE)
    try:
        return _told(request, _kept(request, entry, form, appeals.save))
    except appeals.Stale:
        return JsonResponse({"reason": str(MEANWHILE), "stale": True}, status=CONFLICT)
    except NotAllowed as refusal:
        words = {"reason": str(refusal.reason), "next_step": str(refusal.next_step)}
        return JsonResponse(words, status=CONFLICT)


def _kept(request: HttpRequest, entry: Entry, form: AppealForm, verb) -> Appeal:
    at, text = clock.arrived_at(request), form.cleaned_data["text"]
    return verb(entry, text, by=request.user, at=at, version=form.seen)


def _told(request: HttpRequest, saved: Appeal) -> JsonResponse:
    answers = {KEY: {"version": saved.version, "problem": ""}}
    hour = moments.hour(clock.arrived_at(request))
    return JsonResponse({"hour": hour, "answers": answers, "conflicts": {}})


def _saved(request: HttpRequest, saved: Appeal) -> HttpResponse:
    words = _("The appeal is filed.") if saved.filed_at else _("The draft is saved.")
    messages.success(request, words)
    return redirect("results:appeal", saved.entry.edition.slug, saved.entry_id)


def _show(
    request: HttpRequest, entry: Entry, *, form: AppealForm | None = None, problem: str = "",
    theirs: Appeal | None = None,
) -> HttpResponse:  # fmt: skip
    ranking = appeals.result_of(entry)
    written = appeals.appeal_of(entry, ranking) if ranking else None
    why_not = appeals.why_not_write(entry, by=request.user, at=clock.now())
    if why_not and written is None and form is None:
        raise NotAllowed(why_not)
    initial = {
        "text": written.text if written else "",
        "version": written.version if written else 0,
    }
    decision = outcomes.published([entry]).get(entry.pk)
    context = {
        "entry": entry, "edition": entry.edition, "written": written, "why_not": why_not,
        "form": form or AppealForm(initial=initial), "problem": problem, "theirs": theirs,
        "outcome": outcomes.in_words(decision) if decision else "",
        "closes_at": appeals.closes_at(ranking) if ranking else None,
        "events": _happened(written) if written else [],
    }  # fmt: skip
    return render(request, "judging/appeal.html", context, status=CONFLICT if problem else 200)


def _own_entry_or_404(request: HttpRequest, slug: str, pk: UUID) -> Entry:
    own = Entry.objects.writable_by(request.user)
    related = own.select_related("edition__organiser", "lao__province", "lao__amphoe")
    return get_object_or_404(related, pk=pk, edition__slug=slug)


def _happened(appeal: Appeal) -> list[dict]:
    icons = {audit.Action.APPEAL_FILED: "send", audit.Action.APPEAL_ANSWERED: "check-circle"}
    return [
        {
            "icon": icons.get(event.action, "clock"),
            "sentence": event.get_action_display(),
            "at": event.contest_at,
        }
        for event in audit.about(appeal)
    ]


@require_safe
@requires(Permission.RELEASE_RESULTS)
def appeal_list(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    filed = Appeal.objects.filed().filter(entry__edition=edition)
    found = list(filed.select_related("document", "entry", "answered_by", "ranking"))
    papers = papers_of([each.entry for each in found])
    rows = [(each, papers[each.entry_id]) for each in found]
    return render(request, "judging/appeal_list.html", {"edition": edition, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RESULTS)
def appeal_answer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    related = ("document", "entry__edition__organiser", "ranking__round", "filed_by", "answered_by")
    filed = Appeal.objects.filed().select_related(*related)
    found = get_object_or_404(filed, pk=pk, entry__edition__slug=slug)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        verdict, words = form.cleaned_data["verdict"], form.cleaned_data["answer"]
        at = clock.arrived_at(request)
        try:
            appeals.answer(found, verdict, words, by=request.user, at=at)
            messages.success(request, _("The answer is on its way to the organisation."))
            return redirect("judging:appeal_list", slug)
        except NotAllowed as refused:
            refusal = refused
    decision = found.ranking.decisions.filter(entry=found.entry).first()
    context = {
        "edition": found.entry.edition, "appeal": found, "form": form, "refusal": refusal,
        "paper": papers_of([found.entry])[found.entry_id],
        "outcome": outcomes.in_words(decision) if decision else "",
        "why_not": appeals.why_not_answer(found, by=request.user),
        "events": _happened(found),
    }  # fmt: skip
    return render(
        request, "judging/appeal_answer.html", context, status=CONFLICT if refusal else 200
    )
