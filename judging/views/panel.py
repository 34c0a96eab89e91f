"""The officers' side of judging: who judges, who has finished, handing out the sheets."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime
from judging.assigning import assignment, planning, shortfalls
from judging.assigning.lacking import Lacking, lacking
from judging.assigning.plan_page import Missing, missing_of
from judging.conflicts import barring
from judging.conflicts.forms import JudgesConflictForm
from judging.judges.forms import AppointmentForm, InvitationForm
from judging.judges.invitations import invite_judge, leave, set_offer
from judging.judges.panel import Overview
from judging.models import Judge, Round, Sheet
from judging.rounds import entries
from judging.rounds.paper import papers_of
from judging.rounds.window import why_over
from judging.sheets import inquiring
from submissions.models import Entry

from .access import round_of, to_page

MISSING_SHOWN = 5  # entries without enough judges that are named; the table below has them all


@require_safe
@requires(Permission.MANAGE_JUDGING)
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    round_, at = round_of(slug, request), clock.now()
    planned = planning.panel_of(round_)
    overview = Overview(round_, at, planned.suggested)
    is_over = why_over(round_, at) is not None
    lacks = Lacking() if is_over else lacking(planned)
    why_not = assignment.why_not(round_, at=at, panel=planned)
    context = {
        "round": round_,
        "rounds": round_.edition.rounds.all(),
        "panel": overview,
        "is_over": is_over,
        "lacking": lacks,
        "missing": _missing(planned, overview) if lacks.entries and why_not else [],
        "advice": shortfalls.advice(),
        "why_not_assign": why_not,
        "inquiries": inquiring.of_round(round_, request.user).waiting().count(),
    }
    return render(request, "judging/panel.html", context)


def _missing(planned: planning.Panel, overview: Overview) -> list[Missing]:
    papers = {row.entry.pk: row.paper for row in overview.entries}
    return missing_of(planned, papers)[:MISSING_SHOWN]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judge_invite(request: HttpRequest, slug: str) -> HttpResponse:
    round_ = round_of(slug, request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _invite(request, round_, form):
        return to_page("judging:panel", round_)
    return render(request, "judging/judge_invite.html", {"round": round_, "form": form})


def _invite(request: HttpRequest, round_: Round, form: InvitationForm) -> bool:
    """Whether the person is on the panel now; else the form says why not."""
    at = clock.arrived_at(request)
    try:
        judge = invite_judge(round_, **form.cleaned_data, by=request.user, at=at)
    except NotAllowed as refusal:
        form.add_error("email", f"{refusal.reason} {refusal.next_step}")
        return False
    facts = {"email": judge.user.email, "moment": thai_datetime(judge.invited_at)}
    if judge.invited_at == at:
        messages.success(request, _("The invitation to %(email)s is on its way.") % facts)
    else:
        words = _("%(email)s was invited on %(moment)s already. No second mail is sent.")
        messages.info(request, words % facts)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def appointment(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """How many sheets a judge reads at most, and which categories they know."""
    judge = _judge(slug, pk)
    form = AppointmentForm(judge, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_offer(judge, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. It counts when sheets are handed out next."))
        return to_page("judging:panel", judge.round)
    handed_out = judge.assignments.live().count()
    facts = [(_("Judge"), str(judge)), (_("Sheets handed out so far"), handed_out)]
    context = {"round": judge.round, "form": form, "facts": facts}
    return render(request, "judging/appointment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judge_leave(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    judge = _judge(slug, pk)
    if request.method == "POST":
        leave(judge, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("%(judge)s is no longer on the panel.") % {"judge": judge})
        return to_page("judging:panel", judge.round)
    sheets = Sheet.objects.live().filter(assignment__judge=judge)
    signed = sheets.exclude(signed_at=None).count()
    facts = [
        (_("Judge"), str(judge)),
        (_("Sheets that end, not signed"), sheets.count() - signed),
        (_("Signed sheets that go on counting"), signed),
    ]
    return render(request, "judging/judge_leave.html", {"round": judge.round, "facts": facts})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_JUDGING)
def judge_conflict(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    judge = _judge(slug, pk)
    papers = papers_of(entries.of_round(judge.round).order_by("number"))
    titles = {entry: f"{paper.title} · {paper.lao_name}" for entry, paper in papers.items()}
    form = JudgesConflictForm(titles, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _declare(request, judge, **form.cleaned_data)
        messages.success(request, _("The conflict is declared. The marks given count no more."))
        return to_page("judging:panel", judge.round)
    context = {"round": judge.round, "form": form, "facts": [(_("Judge"), str(judge))]}
    return render(request, "judging/judge_conflict.html", context)


def _declare(request: HttpRequest, judge: Judge, *, entry: str, **interest: str) -> None:
    facts = {"by": request.user, "at": clock.arrived_at(request), **interest}
    if entry == JudgesConflictForm.EVERY_ENTRY:
        barring.declare_all(judge, **facts)
    else:
        barring.declare(judge, get_object_or_404(Entry, pk=entry), **facts)


def _judge(slug: str, pk: UUID) -> Judge:
    """On the panel now, or once."""
    judges = Judge.objects.select_related("user", "round__edition__organiser")
    return get_object_or_404(judges, pk=pk, round__edition__slug=slug)
