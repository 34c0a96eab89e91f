"""A certificate on paper: A4, landscape, in Thai; drawn from its frozen snapshot."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.documents import papers
from contest_portal.documents.models import Document
from contest_portal.thai import dates
from contest_portal.thai.numerals import to_thai_digits
from judging.models import Certificate
from submissions.sending.receipts import verification_address

TEMPLATE = "certificate"
IN_ONE_ARCHIVE = 50  # each takes a third of a second or so to draw


def draw(document: Document) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    dated = datetime.fromisoformat(document.snapshot["dated"])
    return papers.draw(TEMPLATE, facts(document), dated=dated)


def facts(document: Document) -> dict:
    """What the template `certificate.typ` is given; official papers are in Thai."""
    snapshot, address = document.snapshot, verification_address(document.number)
    dated = datetime.fromisoformat(snapshot["dated"])
    with translation.override("th"):
        return {
            "title": _("Certificate"),
            "number": document.number,
            "organiser": snapshot["organiser"],
            "contest": to_thai_digits(snapshot["contest"]),
            "to": snapshot["to"],
            "place": snapshot["place"],
            "what": to_thai_digits(snapshot["what"]),
            "work": snapshot["title"],
            "sent_by": snapshot["sent_by"],
            "date": dates.official_date(dated),
            "signatories": snapshot["signatories"],
            "qr": papers.qr_drawing(address),
            "address": address.partition("://")[2],
        }


def archive(certificates: Iterable[Certificate]) -> bytes:
    """A ZIP of their PDFs, named by what they certify and their number."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for each in certificates:
            file.writestr(f"{each.kind}-{each.document.number}.pdf", draw(each.document))
    return packed.getvalue()
