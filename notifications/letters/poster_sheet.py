"""The poster of a province: the invitation in large letters, and the QR code of its own link."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.documents import papers
from contest_portal.thai.dates import closing_words, official_date
from notifications.models import Recipient
from submissions.deadlines import extensions

from . import links

TEMPLATE = "poster"


def draw(recipient: Recipient, *, at: datetime) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    with translation.override("th"):
        facts = _facts(recipient)
    return papers.draw(TEMPLATE, facts, dated=at)


def _facts(recipient: Recipient) -> dict:
    circular, edition = recipient.circular, recipient.circular.edition
    address = links.passed_on_url_of(recipient)
    return {
        "title": _("Local organisations are invited to enter"),
        "contest": f"“{edition.name_th}”",
        "year": _("of the year %(year)s") % {"year": edition.year_be},
        "province": _("For all local organisations in the province of %(name)s")
        % {"name": recipient.province.name_th},
        "closing_label": _("Entries are accepted until"),
        "closing": closing_words(extensions.closing_for_everyone(edition)),
        "scan": _("Scan for details and entry"),
        "qr": papers.qr_drawing(address),
        "address": address,
        "letter": _("By letter %(number)s of %(dated)s")
        % {"number": circular.number, "dated": official_date(circular.dated)},
        "contacts": [
            f"{agency.name_th} {_('Tel.')} {agency.phone}"
            for agency in (edition.organiser, edition.channel)
            if agency.phone
        ],
    }
