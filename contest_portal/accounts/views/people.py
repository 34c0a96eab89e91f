"""Administrators' pages: who there is, what they are appointed to, and lost second factors."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import audit, clock
from contest_portal.accounts import appointing, disabling, recovery, second_factor
from contest_portal.accounts.finding import people
from contest_portal.accounts.forms import AppointmentForm, ReasonForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Appointment, SecondFactorReset, User
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed

PEOPLE_A_PAGE = 50
QUESTION = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def person_list(request: HttpRequest) -> HttpResponse:
    """Requests that wait for a second administrator come before the list."""
    words = request.GET.get("q", "").strip()[:200]
    waiting = SecondFactorReset.objects.open(clock.now()).exclude(user=request.user)
    context = {
        "words": words,
        "page": Paginator(people(words), PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting.select_related("user", "requested_by").order_by("requested_at"),
    }
    return render(request, "accounts/person_list.html", context)


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, pk) -> HttpResponse:
    found = get_object_or_404(people(""), pk=pk)
    context = {
        "person": found,
        "is_me": found == request.user,
        "has_factor": second_factor.has_one(found),
        "reset": found.second_factor_resets.open(clock.now())
        .select_related("requested_by")
        .first(),
        "events": audit.about(found).order_by("-id")[:20],
    }
    return render(request, "accounts/person.html", context)


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def appoint(request: HttpRequest) -> HttpResponse:
    given = {"email": request.GET.get("email", "")}
    form = AppointmentForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        user = _appoint(request, form)
        if user:
            messages.success(request, _("%(person)s is appointed.") % {"person": user})
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/appoint.html", {"form": form})


def _appoint(request: HttpRequest, form: AppointmentForm) -> User | None:
    """What the rules refuse is said beside what was typed."""
    try:
        return appointing.appoint(**form.cleaned_data, by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def appointment_end(request: HttpRequest, pk) -> HttpResponse:
    current = Appointment.objects.current().select_related("user", "province")
    appointment = get_object_or_404(current, pk=pk)
    if request.method == "POST":
        appointing.end(appointment, by=request.user, at=clock.arrived_at(request))
        messages.success(request, _("The appointment has ended."))
        return redirect("accounts:person", appointment.user_id)
    return render(request, "accounts/appointment_end.html", {"appointment": appointment})


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def person_disable(request: HttpRequest, pk) -> HttpResponse:
    found, form = get_object_or_404(User, pk=pk, is_active=True), _reason(request)
    if form.is_valid():
        now = clock.machine_now()
        disabling.disable(found, by=request.user, at=now, reason=form.cleaned_data["reason"])
        messages.success(request, _("The account is disabled and signed out everywhere."))
        return redirect("accounts:person", found.pk)
    return render(request, "accounts/person_disable.html", {"person": found, "form": form})


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def person_enable(request: HttpRequest, pk) -> HttpResponse:
    found = get_object_or_404(User, pk=pk, is_active=False)
    if request.method == "POST":
        disabling.enable(found, by=request.user)
        messages.success(request, _("The account is open again."))
        return redirect("accounts:person", found.pk)
    return render(request, "accounts/person_enable.html", {"person": found})


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def factor_reset(request: HttpRequest, pk) -> HttpResponse:
    """Asking for a reset; another administrator grants it."""
    found, form = get_object_or_404(User, pk=pk), _reason(request)
    if form.is_valid():
        at = clock.arrived_at(request)
        recovery.ask(found, by=request.user, at=at, reason=form.cleaned_data["reason"])
        messages.success(request, _("Asked for. Another administrator now decides."))
        return redirect("accounts:person", found.pk)
    return render(request, "accounts/factor_reset.html", {"person": found, "form": form})


@require_http_methods(QUESTION)
@requires(Permission.MANAGE_PEOPLE)
def factor_decide(request: HttpRequest, pk) -> HttpResponse:
    """The second administrator's page. Who asked may only take the request back."""
    waiting = SecondFactorReset.objects.open(clock.now()).select_related("user", "requested_by")
    reset = get_object_or_404(waiting, pk=pk)
    if request.method == "POST" and request.POST.get("answer") in ("grant", "refuse"):
        _decide(request, reset)
        return redirect("accounts:person", reset.user_id)
    context = {"reset": reset, "asked_by_me": reset.requested_by == request.user}
    return render(request, "accounts/factor_decide.html", context)


def _decide(request: HttpRequest, reset: SecondFactorReset) -> None:
    at = clock.arrived_at(request)
    if request.POST["answer"] == "grant":
        recovery.grant(reset, by=request.user, at=at)
        messages.success(request, _("Reset. The person sets up a new one at the next sign-in."))
    else:
        recovery.refuse(reset, by=request.user, at=at)
        messages.success(request, _("Refused. Nothing has changed."))


def _reason(request: HttpRequest) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None)
