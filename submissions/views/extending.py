"""More time: who has it, who asks for it, and the officers who decide."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from submissions import moments
from submissions.deadlines import extending, extensions
from submissions.deadlines.forms import AskForm, DecisionForm, ProposalForm
from submissions.models import Extension

from .finding import own_entry, own_page_of

A_PAGE = 50
PREFILLED = ("scope", "entry", "lao", "province", "amphoe", "day", "hour", "reason")


@require_safe
@login_not_required
def extension_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody may read who has more time and why; nobody's name stands there."""
    edition = _edition(slug)
    given = edition.extensions.approved().with_places().order_by("-approved_at")
    page = Paginator(given, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "submissions/extension_list.html", {"edition": edition, "page": page})


@require_safe
@requires(Permission.EXTEND_DEADLINE)
def extension_queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for a decision first, the longest wait on top; then what was decided."""
    edition = _edition(slug)
    related = edition.extensions.with_places().select_related("requested_by")
    decided = related.exclude(approved_at=None, refused_at=None)
    context = {
        "edition": edition,
        "waiting": related.waiting(),
        "page": Paginator(decided.order_by("-requested_at"), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "submissions/extension_queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXTEND_DEADLINE)
def extension_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, then a page that asks about exactly what was understood, then the deed."""
    edition, at = _edition(slug), clock.arrived_at(request)
    initial = {name: request.GET[name] for name in PREFILLED if name in request.GET}
    form = ProposalForm(request.POST or None, initial=initial, edition=edition, at=at)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["confirmed"]:
            return _question(request, edition, form)
        try:
            made = extending.propose(
                edition, until=form.until, reason=form.cleaned_data["reason"],
                by=request.user, at=at, **form.target,
            )  # fmt: skip
        except NotAllowed as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}")
        else:
            messages.success(request, _said(made))
            return redirect("submissions:extension_queue", slug=slug)
    context = {"edition": edition, "form": form}
    return render(request, "submissions/extension_new.html", context)


def _question(request: HttpRequest, edition: Edition, form: ProposalForm) -> HttpResponse:
    """The same answers again, hidden, with the word that they are meant."""
    typed = {name: request.POST[name] for name in PREFILLED if request.POST.get(name)}
    again = ProposalForm({**typed, "confirmed": "on"}, edition=edition, at=form.at)
    for field in again.fields.values():
        field.widget = field.hidden_widget()
    proposed = Extension(edition=edition, until=form.until, **form.target)
    context = {
        "edition": edition,
        "form": again,
        "facts": _facts(proposed, reason=form.cleaned_data["reason"]),
        "count": extensions.laos_of(proposed).count(),
        "alone": proposed.is_for_one_entry,
        "back_url": f"{reverse('submissions:extension_new', args=[edition.slug])}?"
        + urlencode(typed),
    }
    return render(request, "submissions/extension_question.html", context)


def _facts(extension: Extension, *, reason: str) -> list[tuple[str, str]]:
    return [
        (_("For whom"), extensions.whom(extension)),
        (_("Until"), moments.closing(extension.until)),
        (_("Reason"), reason),
    ]


def _said(made: Extension) -> str:
    if made.is_waiting:
        return _("Proposed. It counts as soon as another person approves it.")
    return _("More time is given. The organisation is told by mail.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXTEND_DEADLINE)
def extension(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One request or proposal, and what this officer may decide about it."""
    rows = Extension.objects.with_places().select_related(
        "edition__organiser", "edition__channel", "requested_by", "approved_by", "refused_by"
    )
    shown = get_object_or_404(rows, edition__slug=slug, pk=pk)
    form = DecisionForm(request.POST or None, extension=shown, at=clock.arrived_at(request))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, shown, form)
            return redirect("submissions:extension_queue", slug=slug)
        except NotAllowed as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.next_step}")
    context = {
        "edition": shown.edition,
        "extension": shown,
        "form": form,
        "why_not": extending.why_not_approve(shown, by=request.user),
    }
    return render(request, "submissions/extension.html", context)


def _decide(request: HttpRequest, shown: Extension, form: DecisionForm) -> None:
    facts = {"by": request.user, "at": form.at}
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["decision"] == form.REFUSE:
        extending.refuse(shown, reason=reason, **facts)
        messages.success(request, _("Refused. Who asked is told by mail."))
        return
    if form.was_asked:
        extending.grant(shown, until=form.until, reason=reason, **facts)
    else:
        extending.approve(shown, **facts)
    messages.success(request, _("More time is given. Those concerned are told by mail."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_ENTRY)
def extension_ask(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    entry, at = own_entry(request, slug, pk), clock.arrived_at(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        extending.ask(entry, plea=form.cleaned_data["plea"], by=request.user, at=at)
        messages.success(request, _("Your request is with the officers. They answer by mail."))
        return redirect("submissions:entry", slug=slug, pk=pk)
    context = {"form": form, "refusal": extending.why_not_ask(entry, by=request.user, at=at)}
    return render(request, "submissions/extension_ask.html", own_page_of(entry, **context))


def _edition(slug: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("organiser", "channel"), slug=slug)
