"""Template tags about files on their way: how much is here, until when, and the page's words."""

import json
from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from submissions.models import Entry, Upload
from submissions.transfer import limits, parts, promises

register = template.Library()


@register.filter
def percent_here(upload: Upload) -> int:
    """Whole percents, rounded down: 100 is when nothing is missing."""
    return parts.stored(upload.pk) * 100 // upload.size


@register.filter
def bytes_here(upload: Upload) -> int:
    return parts.stored(upload.pk)


@register.filter
def files_due_at(entry: Entry) -> datetime:
    return promises.files_due_at(entry)


@register.simple_tag
def used_bytes(entry: Entry) -> int:
    return limits.used_bytes(entry)


@register.simple_tag
def sending_words() -> str:
    """What the script that sends files says, as JSON for an attribute."""
    return json.dumps(
        {
            "sent": _("Sent {sent} of {size} MB"),
            "leftSoon": _("less than a minute left"),
            "leftMinute": _("about {n} minute left"),
            "leftMinutes": _("about {n} minutes left"),
            "leftHours": _("about {n} hr {m} min left"),
            "here": _("This file is here already, as “{name}”. It need not be sent again."),
            "cut": {
                "reason": _("The line is cut. What was sent so far is kept."),
                "remedy": _("Press “Go on”, or choose the same file again later."),
            },
            "session": {
                "reason": _("You are signed out. What was sent so far is kept."),
                "remedy": _("Sign in again, then choose the same file: it goes on where it was."),
            },
            "gone": {
                "reason": _("This file was given up, here or on another computer."),
                "remedy": _("Choose it again to send it."),
            },
            "trouble": {
                "reason": _("The file could not be sent."),
                "remedy": _("Load this page again and choose the same file."),
            },
        },
        ensure_ascii=False,
    )
