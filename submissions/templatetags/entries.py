"""Template tags about entries: chips for statuses and parts, answers as people read them."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contest_portal.look.templatetags.look import status_chip
from submissions.deadlines import extensions
from submissions.models import Extension, Status
from submissions.sending import receipts
from submissions.writing import task_list
from submissions.writing.content import Part, Progress

register = template.Library()

STATUS_KINDS = {
    Status.DRAFT: ("info", ""),
    Status.SUBMITTED: ("done", "send"),
    Status.RETURNED: ("warn", ""),
    Status.ELIGIBLE: ("done", ""),
    Status.INELIGIBLE: ("stop", ""),
    Status.WITHDRAWN: ("idle", "dash-circle"),
}
PROGRESS_CHIPS = {
    Progress.EMPTY: ("idle", _("Not begun")),
    Progress.STARTED: ("info", _("In progress")),
    Progress.TO_CORRECT: ("warn", _("To be corrected")),
    Progress.COMPLETE: ("done", _("Complete")),
}


@register.simple_tag
def entry_chip(status: str) -> SafeString:
    kind, icon = STATUS_KINDS[status]
    return status_chip(kind, Status(status).label, icon)


@register.filter
def chip_kind(part: Part) -> str:
    return PROGRESS_CHIPS[part.progress][0]


@register.filter
def chip_words(part: Part) -> str:
    return PROGRESS_CHIPS[part.progress][1]


@register.filter
def task_hint(part: Part) -> str:
    """What a part takes: the organiser's words, and roughly how long what is open in it takes."""
    minutes = task_list.minutes(part)
    if not minutes:
        return part.section.help
    left = ngettext("about %(minutes)s minute", "about %(minutes)s minutes", minutes)
    return " · ".join(filter(None, [part.section.help, left % {"minutes": minutes}]))


@register.filter
def title_sent(snapshot: dict) -> str:
    """An officer does not see a newer draft's."""
    return receipts.title_sent(snapshot)


@register.filter
def whom(extension: Extension) -> str:
    return extensions.whom(extension)


@register.simple_tag
def extension_chip(extension: Extension) -> SafeString:
    if extension.is_waiting:
        return status_chip("warn", _("Waits for a decision"))
    if extension.approved_at:
        return status_chip("done", _("More time given"))
    return status_chip("stop", _("Request refused"))
