"""A circular on paper: the signed PDF that an officer brought, or else one drawn from its text.

A drawn one is drawn when it is approved, and kept: the mails and the province's page hand out those
very bytes. Both kinds are bound to the approval by the digest of the circular.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction
from django.utils.translation import gettext as _

from contest_portal import audit, scanner
from contest_portal.accounts.models import User
from contest_portal.documents import papers
from contest_portal.documents.digests import digest_bytes
from contest_portal.documents.models import Document, Kind
from contest_portal.documents.numbers import new_number
from contest_portal.refusals import NotAllowed
from notifications.letters import letter_sheet
from notifications.models import Circular, CircularPaper

from . import issuing

log = logging.getLogger(__name__)

Origin = CircularPaper.Origin

TEMPLATE = "letter"


@dataclass(frozen=True)
class _Drawn:
    """From the press, not yet approved."""

    number: str
    content_digest: str
    says: dict
    pdf: bytes


def sample(circular: Circular) -> bytes:
    """The letter as it would be drawn, marked as a sample."""
    return _pdf(letter_sheet.sample(letter_sheet.says(circular)), circular, circular.prepared_at)


def approve(circular: Circular, *, by: User, at: datetime) -> Circular:
    """Say yes to the text and to its paper at once. The press works before a row is locked."""
    circular = Circular.objects.select_related("edition__channel").get(pk=circular.pk)
    issuing.refuse_approval(circular, by=by)
    drawn = None if circular.signed_sha256 else _press(circular, at)
    with transaction.atomic():
        approved = issuing.approve(circular, by=by, at=at)
        if drawn:
            _keep(approved, drawn, by=by, at=at)
    return approved


def _press(circular: Circular, at: datetime) -> _Drawn:
    number = new_number(groups=3)
    says = letter_sheet.says(circular)
    pdf = _pdf(letter_sheet.issued(says, number=number), circular, at)
    return _Drawn(number, issuing.content_of(circular).digest, says, pdf)


def _pdf(facts: dict, circular: Circular, dated: datetime) -> bytes:
    try:
        facts = {**facts, "emblem": letter_sheet.emblem_of(circular.edition.channel)}
        return papers.draw(TEMPLATE, facts, dated=dated)
    except papers.CannotDraw as error:
        log.exception("Circular %s could not be drawn", circular.pk)
        raise NotAllowed(
            _("The letter could not be drawn as a PDF."),
            next_step=_("Bring the signed letter as a PDF instead."),
        ) from error


def _keep(circular: Circular, drawn: _Drawn, *, by: User, at: datetime) -> None:
    """In the transaction of the approval, which is of this very content."""
    if drawn.content_digest != circular.approved_digest:
        raise NotAllowed(
            _("The circular was changed while you were approving it."),
            next_step=_("Read it again, then decide."),
        )
    sha256 = digest_bytes(drawn.pdf)
    CircularPaper.objects.create(
        circular=circular,
        origin=Origin.DRAWN,
        content=drawn.pdf,
        sha256=sha256,
        content_digest=drawn.content_digest,
        document=Document.objects.issue(Kind.CIRCULAR, drawn.says, number=drawn.number),
        made_by=by,
        made_at=at,
    )
    audit.record(
        audit.Action.CIRCULAR_DRAWN, circular, by=by, edition=circular.edition.slug,
        facts={"document": drawn.number}, after=sha256,
    )  # fmt: skip


def refuse_virus(pdf: bytes) -> None:
    """Where there is a scanner, nothing goes to the provinces that it has not seen."""
    if not scanner.is_on():
        return
    with NamedTemporaryFile() as copy:
        copy.write(pdf)
        copy.flush()
        try:
            virus = scanner.find_virus(Path(copy.name))
        except scanner.ScannerSilent as silence:
            raise NotAllowed(
                _("The virus scanner does not answer, so the file was not taken."),
                next_step=_("Try again in a few minutes. If it stays so, tell the administrator."),
            ) from silence
    if virus:
        raise NotAllowed(
            _("The file holds a virus (%(name)s) and was not taken.") % {"name": virus},
            next_step=_("Scan the letter again on a clean computer."),
        )


@transaction.atomic
def bring(circular: Circular, pdf: bytes, *, by: User, at: datetime) -> Circular:
    """The signed letter goes with the mails from now on. An approval of before is void."""
    sha256 = digest_bytes(pdf)
    circular = issuing.locked(circular)
    facts = {"content": pdf, "made_by": by, "made_at": at}
    circular.papers.get_or_create(origin=Origin.SIGNED, sha256=sha256, defaults=facts)
    return _revise(circular, sha256, by=by, at=at)


@transaction.atomic
def take_away(circular: Circular, *, by: User, at: datetime) -> Circular:
    """No signed letter any more: one is drawn when the circular is approved."""
    return _revise(issuing.locked(circular), "", by=by, at=at)


def _revise(circular: Circular, sha256: str, *, by: User, at: datetime) -> Circular:
    content = replace(issuing.content_of(circular), signed_sha256=sha256)
    return issuing.revise(circular, content, by=by, at=at)
