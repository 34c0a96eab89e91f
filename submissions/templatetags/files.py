"""Template tags about files: what each is, what was found, and why it cannot be used."""

from django import template
from django.utils.safestring import SafeString

from contest_portal import scanner
from contest_portal.look.templatetags.look import icon, status_chip
from submissions import checks
from submissions.checking.kinds import Family
from submissions.models import Attachment

register = template.Library()

Verdict = Attachment.Verdict
VERDICT_KINDS = {
    Verdict.WAITING: ("idle", "hourglass-split"),
    Verdict.CLEAN: ("done", "shield-check"),
    Verdict.NOT_SCANNED: ("info", "shield-check"),
    Verdict.REFUSED: ("stop", ""),
    Verdict.QUARANTINED: ("stop", "lock"),
}
FAMILY_ICONS = {
    Family.PAPER: "file-earmark-pdf",
    Family.PICTURE: "file-earmark-image",
    Family.OFFICE: "file-earmark-text",
    Family.FILM: "film",
}


@register.simple_tag
def file_chip(file: Attachment) -> SafeString:
    """The verdict as it counts now: with a scanner, one that never spoke is waited for."""
    verdict = Verdict.WAITING if file.awaits_scan else Verdict(file.verdict)
    kind, drawing = VERDICT_KINDS[verdict]
    return status_chip(kind, verdict.label, drawing)


@register.simple_tag
def file_icon(file: Attachment) -> SafeString:
    return icon(FAMILY_ICONS[file.kind.family])


@register.filter
def trouble(file: Attachment) -> dict[str, str]:
    """Why nobody can open it, and what its organisation can do; empty for a good file."""
    if not file.is_locked:
        return {}
    word = "quarantined" if file.verdict == Verdict.QUARANTINED else file.finding
    reason, remedy = checks.explanation(word)
    return {"reason": reason, "remedy": remedy}


@register.filter
def file_warnings(file: Attachment) -> list[str]:
    return checks.warning_words(file.warnings)


@register.filter
def is_paper(file: Attachment) -> bool:
    return file.kind.family == Family.PAPER


@register.filter
def is_film(file: Attachment) -> bool:
    return file.kind.family == Family.FILM


@register.filter
def is_office(file: Attachment) -> bool:
    return file.kind.family == Family.OFFICE


@register.simple_tag
def scanning_is_on() -> bool:
    return scanner.is_on()
