"""Looking at one file from its size to the virus scanner."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from contest_portal import clock, scanner
from contest_portal.editions.models import FormField
from contest_portal.editions.questions.files import file_rules
from contest_portal.thai.measures import file_size_words
from submissions.checking import kinds
from submissions.models import Attachment

from . import child, reasons
from .reasons import FileRefused

Verdict = Attachment.Verdict


@dataclass
class Found:
    """What a file that may be kept is. `columns` are fields of Attachment."""

    kind: kinds.Kind
    pages: int | None = None
    seconds: int | None = None
    to_draw: int = 0
    drawn: int = 0
    warnings: list[str] = field(default_factory=list)
    verdict: Attachment.Verdict = Verdict.NOT_SCANNED
    finding: str = ""
    scanned_at: datetime | None = None

    @property
    def columns(self) -> dict:
        named = {name: getattr(self, name) for name in COLUMNS}
        return {"content_type": self.kind.content_type, **named}

    @property
    def is_quarantined(self) -> bool:
        return self.verdict == Verdict.QUARANTINED


COLUMNS = (
    "pages", "seconds", "to_draw", "drawn", "warnings", "verdict", "finding", "scanned_at",
)  # fmt: skip


def accepted_at(question: FormField) -> list[str]:
    """The names of the kinds that a file question takes."""
    rules = file_rules(question, question.section.edition)
    return [kind.upper() for kind in rules.kinds]


def examine(file: Path, pictures: Path, *, accepted: list[str]) -> Found:
    """Check a whole file, draw its first page into the folder, and have it scanned.

    Keeps nothing. Raises FileRefused; a file with a virus is not refused but found quarantined, so
    that it can be locked away. A silent scanner leaves it waiting.
    """
    found = child.check(file, pictures, accepted)
    if found.get("refused") == "unknown":
        raise reasons.not_accepted(accepted)
    if "refused" in found:
        raise reasons.refusal(found["refused"])
    return scanned(Found(**found | {"kind": kinds.KINDS[found["kind"]]}), file)


def scanned(found: Found, file: Path) -> Found:
    """The same with the scanner's verdict, where there is a scanner."""
    if not scanner.is_on():
        return found
    try:
        found.finding = scanner.find_virus(file)
    except scanner.ScannerSilent:
        found.verdict = Verdict.WAITING
        return found
    found.scanned_at = clock.machine_now()
    found.verdict = Verdict.CLEAN
    if found.finding:
        found.verdict, found.to_draw, found.drawn = Verdict.QUARANTINED, 0, 0
    return found


def refuse_at_sight(begins: bytes, size: int, *, most: int, accepted: list[str]) -> None:
    """What can be told from the first 16 bytes and the size (bytes). Raises FileRefused."""
    if size == 0:
        raise FileRefused(_("The file is empty."), _("Choose the file again."), finding="empty")
    if size > most:
        raise FileRefused(
            _("The file is %(size)s. At most %(most)s can be sent.")
            % {"size": file_size_words(size), "most": file_size_words(most)},
            _("Make the pictures in it smaller, or keep the pages that matter, and send it again."),
            finding="too_large",
        )
    try:
        family = kinds.family_at_sight(begins)
    except kinds.Unknown as unknown:
        if str(unknown) == "unknown":
            raise reasons.not_accepted(accepted) from unknown
        return  # the check has more to say about it
    if family not in {kinds.KINDS[name].family for name in accepted}:
        raise reasons.not_accepted(accepted)
