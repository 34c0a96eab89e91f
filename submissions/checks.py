"""Whether a file may be kept, and if not, why and what to do about it."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.thai.measures import file_size_words

PDF_BEGINS = b"%PDF-"
PATIENCE_SECONDS = 40

logger = logging.getLogger(__name__)


class FileRefused(Exception):
    """`reason` says what is wrong with the file, `remedy` what the person can do."""

    def __init__(self, reason: str | Promise, remedy: str | Promise) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.remedy = str(remedy)


@dataclass(frozen=True)
class Found:
    """What the check found in a healthy file; `drawn` pages have a picture."""

    pages: int
    drawn: int


SAVE_AGAIN = gettext_lazy("Open it, choose “Print”, then “Save as PDF”, and send the new file.")
REASONS = {
    "damaged": (gettext_lazy("The file is damaged or not complete."), SAVE_AGAIN),
    "two_formats": (gettext_lazy("The file holds something else after the PDF."), SAVE_AGAIN),
    "encrypted": (
        gettext_lazy("The file is locked with a password, so the judges could not read it."),
        gettext_lazy("Save it without a password and send it again."),
    ),
    "active": (
        gettext_lazy("The file holds a script, an attachment or a form that acts by itself."),
        SAVE_AGAIN,
    ),
    "too_many_pages": (
        gettext_lazy("The file has more than 200 pages."),
        gettext_lazy("Keep the pages that show the work, and send the shorter file."),
    ),
    "too_heavy": (gettext_lazy("The file is too complicated to be checked."), SAVE_AGAIN),
}


def refuse_at_sight(begins: bytes, size: int, *, most: int) -> None:
    """What can be told from the first bytes and the size (bytes). Raises FileRefused."""
    if size == 0:
        raise FileRefused(_("The file is empty."), _("Choose the file again."))
    if size > most:
        raise FileRefused(
            _("The file is %(size)s. At most %(most)s can be sent.")
            % {"size": file_size_words(size), "most": file_size_words(most)},
            _("Make the pictures in it smaller, or keep the pages that matter, and send it again."),
        )
    if not begins.startswith(PDF_BEGINS):
        raise FileRefused(
            _("This is not a PDF file."),
            _("Save the document as PDF and send that file."),
        )


def look_inside(file: Path, pictures: Path) -> Found:
    """Check a PDF and draw its first pages into the folder, in a process with limits."""
    found = _found(_run(file, pictures))
    if "refused" in found:
        raise FileRefused(*REASONS.get(found["refused"], REASONS["damaged"]))
    return Found(pages=found["pages"], drawn=found["drawn"])


def _run(file: Path, pictures: Path) -> subprocess.CompletedProcess | None:
    """None where it took too long. The child gets no secret from our environment."""
    command = [sys.executable, "-m", "submissions.checking", str(file), str(pictures)]
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None


def _found(ended: subprocess.CompletedProcess | None) -> dict:
    """A child that died of the file has told us enough about it."""
    if ended is None or ended.returncode != 0:
        logger.warning("A file check ended early: %s", ended and ended.stderr[-500:])
        return {"refused": "too_heavy"}
    return json.loads(ended.stdout)
