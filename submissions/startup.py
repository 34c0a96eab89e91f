"""System checks of this app: what an installation must have before it starts in production."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from contest_portal import scanner

CONSENT = "accepted"


@register(Tags.security, deploy=True)
def files_are_scanned_or_somebody_accepted_that_not(**kwargs) -> list[Error]:
    if scanner.is_on() or settings.PORTAL_NO_SCANNER == CONSENT:
        return []
    return [
        Error(
            "No virus scanner is set up.",
            hint="Set PORTAL_CLAMAV to clamd's address, or PORTAL_NO_SCANNER=accepted.",
            id="submissions.E001",
        )
    ]
