"""What reminders of a circular were sent, and to whom the next one would go as things are."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.models import Circular, Reminder
from notifications.reminding import reminders


@require_safe
@requires(Permission.PREPARE_CIRCULAR)
def circular_reminders(request: HttpRequest, slug: str, pk) -> HttpResponse:
    rows = Circular.objects.filter(edition__slug=slug).defer("original", "body")
    rows = rows.select_related("edition__organiser", "edition__channel")
    circular = get_object_or_404(rows, pk=pk)
    context = {"edition": circular.edition, "circular": circular, **_facts(circular)}
    return render(request, "notifications/circular_reminders.html", context)


def _facts(circular: Circular) -> dict:
    """A reminder that is overdue but waits for office hours is the coming one."""
    if not circular.is_out:
        return {"schedule": []}
    sent = _sent(circular)
    schedule = reminders.schedule(circular)
    coming = reminders.coming(schedule, at=clock.now(), done=max(sent, default=0))
    facts = {"schedule": [(planned, sent[planned.number]) for planned in schedule]}
    if coming is None:
        return facts
    return {
        **facts,
        "coming": coming,
        "awaited": list(reminders.awaited(circular, coming.number)),
        "held_back": list(reminders.held_back(circular, coming.number)),
    }


def _sent(circular: Circular) -> Counter:
    """How many provinces were reminded, by the reminder's number."""
    reminded = Reminder.objects.filter(recipient__circular=circular)
    return Counter(reminded.values_list("number", flat=True))
