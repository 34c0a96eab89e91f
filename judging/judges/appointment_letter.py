"""The letter that appoints a judge: issued on accepting, drawn from its frozen snapshot."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.documents import papers
from contest_portal.documents.digests import in_groups
from contest_portal.documents.models import Document, Kind
from contest_portal.thai import dates
from judging.models import Judge
from submissions.sending.receipts import verification_address

from . import undertaking

TEMPLATE = "appointment"


def issue(judge: Judge) -> Document:
    """Freeze what the letter says, in the transaction of the acceptance."""
    return Document.objects.issue(Kind.APPOINTMENT, _snapshot(judge))


def _snapshot(judge: Judge) -> dict:
    round_, edition = judge.round, judge.round.edition
    with translation.override("th"):
        return {
            "edition": edition.slug,
            "contest": _("“%(name)s” contest of %(year)s")
            % {"name": edition.name_th, "year": edition.year_be},
            "organiser": edition.organiser.name_th,
            "judge": judge.user.name or judge.user.email,
            "round": round_.name_th,
            "opens_at": round_.opens_at.isoformat(),
            "closes_at": round_.closes_at.isoformat(),
            "accepted_at": judge.accepted_at.isoformat(),
            "undertaking": undertaking.in_thai(),
        }


def draw(letter: Document) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    dated = _moment(letter.snapshot["accepted_at"])
    return papers.draw(TEMPLATE, facts(letter), dated=dated)


def facts(letter: Document) -> dict:
    """What the template `appointment.typ` is given; official papers are in Thai."""
    snapshot, address = letter.snapshot, verification_address(letter.number)
    accepted = _moment(snapshot["accepted_at"])
    with translation.override("th"):
        return {
            "title": _("Letter of appointment of a judge"),
            "number": letter.number,
            "contest": snapshot["contest"],
            "organiser": snapshot["organiser"],
            "judge": snapshot["judge"],
            "rows": [
                [_("Round"), snapshot["round"]],
                [_("Sheets can be filled in"), _window(snapshot)],
                [_("Invitation accepted"), dates.thai_datetime(accepted)],
            ],
            "date": dates.thai_date(accepted),
            "promises": snapshot["undertaking"],
            "qr": papers.qr_drawing(address),
            "address": address.partition("://")[2],
            "digest": in_groups(letter.digest),
            "verify": _(
                "Issued by the system. Anybody can verify it by the QR code or at %(address)s"
            )
            % {"address": address},
        }


def _window(snapshot: dict) -> str:
    opens, closes = _moment(snapshot["opens_at"]), _moment(snapshot["closes_at"])
    words = _("From %(opens)s until %(closes)s")
    return words % {"opens": dates.thai_date(opens), "closes": dates.closing_words(closes)}


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)
