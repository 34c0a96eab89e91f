"""Whether a signed letter holds a virus: asked when it arrives, and again before it is opened."""

import logging
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils.translation import gettext as _

from contest_portal import audit, clock, scanner
from contest_portal.refusals import NotAllowed

from . import membership as belonging
from .models import ClaimLetter

log = logging.getLogger(__name__)


def scan(letter: ClaimLetter) -> None:
    """Ask the scanner, if there is one and it has not spoken yet. A silent one is asked later."""
    if letter.scanned_at or not scanner.is_on():
        return
    try:
        finding = _finding(letter)
    except scanner.ScannerSilent as silence:
        log.warning("The virus scanner is silent about letter %s: %s", letter.pk, silence)
        return
    letter.finding, letter.scanned_at = finding, clock.machine_now()
    letter.save(update_fields=["finding", "scanned_at"])
    if finding:
        belonging.record(audit.Action.LETTER_LOCKED, letter.membership, by=None, finding=finding)


def _finding(letter: ClaimLetter) -> str:
    with NamedTemporaryFile() as copy, letter.original.open("rb") as original:
        for chunk in original.chunks():
            copy.write(chunk)
        copy.flush()
        return scanner.find_virus(Path(copy.name))


def refuse_unless_harmless(letter: ClaimLetter) -> None:
    """Nobody opens what holds a virus, nor, where there is a scanner, what it has not seen."""
    scan(letter)
    if letter.finding:
        raise NotAllowed(
            _("The letter holds a virus (%(name)s) and is locked away.") % {"name": letter.finding},
            next_step=_("Ask the person to send it again from a clean computer."),
        )
    if scanner.is_on() and not letter.scanned_at:
        raise NotAllowed(
            _("The virus scanner has not looked at the letter yet."),
            next_step=_("Try again in a few minutes. If it stays so, tell the administrator."),
        )
