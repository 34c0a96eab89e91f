"""The consensus meeting: one screen, minutes that save themselves, and the same on paper."""

import logging
from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from judging.deciding import minutes, minutes_paper
from judging.deciding.meeting import Meeting
from judging.deciding.meeting_forms import MinutesForm, VerdictForm
from judging.models import Round
from judging.rounds.entries import of_round
from judging.rounds.paper import papers_of
from submissions import moments

from .access import round_of, to_page

log = logging.getLogger(__name__)

ANOTHER_PERSON, CONFLICT, UNREADABLE = 403, 409, 422
KEY = "sheet"  # what static/js/scoring/sheet.js calls the one thing that a form saves


@never_cache
@require_safe
@requires(Permission.PREPARE_RESULTS)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    found = Meeting(round_, frozenset(_ids(request.GET.getlist("also"))))
    stored = found.minutes
    initial = {"present": stored.present, "said": stored.said, "version": stored.version}
    context = {
        "round": round_,
        "meeting": found,
        "minutes_form": MinutesForm(initial=initial, auto_id="minutes_%s"),
        "cards": [(card, _verdict_form(card.verdict)) for card in found.cards],
    }
    return render(request, "judging/meeting.html", context)


def _verdict_form(verdict) -> VerdictForm:
    names = (*VerdictForm.names, "version")
    initial = {name: getattr(verdict, name) for name in names}
    return VerdictForm(initial=initial, auto_id=f"v{verdict.entry_id}_%s")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def minutes_save(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a form with a button, or of the page that saves by itself, which asks for JSON."""
    round_ = round_of(slug, request)

    def save(form: MinutesForm):
        at = clock.arrived_at(request)
        return minutes.save_minutes(round_, form.words, by=request.user, at=at, version=form.seen)

    heading = _("Minutes of the meeting")
    return _saved(request, round_, MinutesForm, save, heading, "#minutes")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_RESULTS)
def verdict_save(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    round_ = round_of(slug, request)
    entry = get_object_or_404(of_round(round_), pk=pk)

    def save(form: VerdictForm):
        at = clock.arrived_at(request)
        return minutes.save_verdict(
            round_, entry, form.words, by=request.user, at=at, version=form.seen
        )

    heading = papers_of([entry])[entry.pk].title
    return _saved(request, round_, VerdictForm, save, heading, f"#entry-{entry.pk}")


def _saved(
    request: HttpRequest, round_: Round, form_class: type[forms.Form],
    save: Callable, heading: str, anchor: str,
) -> HttpResponse:  # fmt: skip
    wants_json = "application/json" in request.headers.get("Accept", "")
    person = str(request.user.pk)
    if request.method != "POST":
        if wants_json:
            return JsonResponse({"person": person, "token": get_token(request)})
        return to_page("judging:meeting", round_)
    if wants_json and request.POST.get("person") != person:
        return JsonResponse({"person": person}, status=ANOTHER_PERSON)
    form = form_class(request.POST)
    stored, problem = None, ""
    try:
        if form.is_valid():
            row = save(form)
            return _told(request, row) if wants_json else _back(round_, anchor)
    except minutes.Stale as stale:
        stored = stale.stored
        problem = _("A colleague saved it meanwhile. Nothing was overwritten.")
    except NotAllowed as refusal:
        problem = str(refusal.reason)
    if wants_json:
        wrong = problem or " ".join(each for errors in form.errors.values() for each in errors)
        answer = {"reason": wrong, "next_step": "", "stale": stored is not None}
        return JsonResponse(answer, status=CONFLICT if problem else UNREADABLE)
    return _show_again(request, round_, form, stored, problem, heading)


def _told(request: HttpRequest, row) -> JsonResponse:
    answers = {KEY: {"version": row.version, "problem": ""}}
    hour = moments.hour(clock.arrived_at(request))
    return JsonResponse({"hour": hour, "answers": answers, "conflicts": {}})


def _back(round_: Round, anchor: str) -> HttpResponse:
    response = to_page("judging:meeting", round_)
    response["Location"] += anchor
    return response


def _show_again(request, round_, form, stored, problem, heading) -> HttpResponse:
    """What was typed, and beside it what a colleague saved; saving again takes what was typed."""
    if stored is not None:
        form.data = form.data.copy()
        form.data["version"] = stored.version
    theirs = []
    if stored is not None and stored.version:
        labels = {name: form.fields[name].label for name in form.names}
        theirs = [(label, _shown(stored, name)) for name, label in labels.items()]
    context = {
        "round": round_, "form": form, "heading": heading, "problem": problem, "stored": stored,
        "theirs": theirs,
    }  # fmt: skip
    status = CONFLICT if problem else 200
    return render(request, "judging/minutes_again.html", context, status=status)


def _shown(stored, name: str) -> str:
    return str(stored.get_outcome_display() if name == "outcome" else getattr(stored, name))


@require_safe
@requires(Permission.PREPARE_RESULTS)
def minutes_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    try:
        drawn = minutes_paper.draw(Meeting(round_))
    except papers.CannotDraw as error:
        log.exception("Minutes could not be drawn")
        raise NotAllowed(
            _("The PDF of the minutes could not be made."), next_step=_("Try again later.")
        ) from error
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="minutes-{slug}-{round_.order}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for each in typed:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
