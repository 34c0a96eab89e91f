"""The plan of the follow-up, as its officers set it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.progress import plan as plans
from notifications.progress import planning
from notifications.progress.forms import PlanForm

from .provinces import edition_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request, slug)
    form = PlanForm(request.POST or None, edition=edition, plan=plans.plan_of(edition))
    if request.method == "POST" and form.is_valid():
        days, hour = form.reminders
        planning.change(
            edition, form.instance, reminder_days=days, reminder_hour=hour, by=request.user,
            at=clock.arrived_at(request),
        )  # fmt: skip
        messages.success(request, _("The plan is saved. It counts from now on."))
        return redirect("notifications:province_list", slug=slug)
    return render(request, "notifications/plan.html", {"edition": edition, "form": form})
