"""A signed letter as proof of a claim: kept as it came, private, read by officers alone.

What is checked here is what can be told from the first bytes and the size; `letter_scanning` asks
about viruses. The file is never shown by the portal: an officer downloads it.
"""

import hashlib
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.thai.measures import file_size_words

from . import membership as belonging
from .models import ClaimLetter, Membership, User

MOST_BYTES = 10 * 1024 * 1024
MOST_LETTERS = 5  # of one claim
BEGINNINGS = {
    b"%PDF-": ClaimLetter.Type.PDF,
    b"\xff\xd8\xff": ClaimLetter.Type.JPEG,
    b"\x89PNG\r\n\x1a\n": ClaimLetter.Type.PNG,
}
ENDINGS = {
    ClaimLetter.Type.PDF: "pdf",
    ClaimLetter.Type.JPEG: "jpg",
    ClaimLetter.Type.PNG: "png",
}


@transaction.atomic
def add(claim: Membership, file: File, *, by: User, at: datetime) -> ClaimLetter:
    """Put a letter to one's own claim while it waits. The same file again is the same letter."""
    belonging.lock(claim.lao)
    claim.refresh_from_db()
    if claim.user_id != by.pk or not claim.is_awaiting:
        raise NotAllowed(
            _("This claim does not wait for a letter."),
            next_step=_("Look at the page of the organisation again."),
        )
    letter = _letter(claim, file, at)
    if known := claim.letters.filter(sha256=letter.sha256).first():
        return known
    if claim.letters.count() >= MOST_LETTERS:
        raise NotAllowed(
            _("Five letters have been sent for this claim."),
            next_step=_("An officer will read them. Call the province to hurry."),
        )
    letter.original.save("letter", file, save=False)
    letter.save()
    belonging.record(audit.Action.LETTER_ADDED, claim, by=by, sha256=letter.sha256)
    return letter


def _letter(claim: Membership, file: File, at: datetime) -> ClaimLetter:
    """The row, unsaved, after the file was looked at. Raises NotAllowed."""
    kind = check(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return ClaimLetter(
        membership=claim,
        name=f"หนังสือรับรอง-{claim.lao.code}.{ENDINGS[kind]}",
        content_type=kind,
        size=file.size,
        sha256=digest.hexdigest(),
        added_at=at,
    )


def check(file: File) -> ClaimLetter.Type:
    """What the file is, by its first bytes. Raises NotAllowed where it cannot be a letter."""
    if file.size > MOST_BYTES:
        raise NotAllowed(
            _("The file is %(size)s. At most %(most)s can be sent.")
            % {"size": file_size_words(file.size), "most": file_size_words(MOST_BYTES)},
            next_step=_("Take a smaller picture of the letter, or scan it in fewer dots."),
        )
    file.seek(0)
    begins = file.read(8)
    file.seek(0)
    for beginning, kind in BEGINNINGS.items():
        if begins.startswith(beginning):
            return kind
    raise NotAllowed(
        _("This is neither a PDF file nor a JPEG or PNG picture."),
        next_step=_("Scan the signed letter as PDF, or take a picture of it, and send that file."),
    )


def note_reading(letter: ClaimLetter, *, by: User) -> None:
    """A letter holds a person's papers: who opened it is on record."""
    belonging.record(audit.Action.LETTER_READ, letter.membership, by=by, sha256=letter.sha256)
