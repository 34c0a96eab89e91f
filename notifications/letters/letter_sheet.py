"""What the sheet of a circular says, in the words of the template `letter.typ`."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.documents.digests import digest, in_groups
from contest_portal.refusals import Words
from contest_portal.registry.models import Agency
from contest_portal.thai.dates import MONTHS, official_date
from contest_portal.thai.numerals import to_thai_digits
from notifications.models import Circular

from . import anatomy, parsing, placeholders

# An agency's emblem is its own to give: without the file, its place on the sheet stays empty.
EMBLEMS = settings.PORTAL_DATA / "emblems"
HARD_SPACE = "\u00a0"
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_REPEATED = re.compile(" ๆ")


def says(circular: Circular) -> dict:
    """Everything on the sheet that comes from the letter; frozen with the paper's number.

    All provinces get the same paper, so that it names none of them.
    """
    circular = placeholders.filled_for_everybody(circular)
    parts = anatomy.of(parsing.decode(bytes(circular.original)), circular.body)
    day, month = official_date(circular.dated).split(" ", 1)
    return {
        "title": f"{circular.number} {circular.subject}",
        "speed": "" if circular.speed == Circular.Speed.NORMAL else circular.get_speed_display(),
        "number": to_thai_digits(circular.number),
        "sender": parts.sender or [circular.edition.channel.name_th],
        "day": day,
        "month": month,
        "headings": [
            ["เรื่อง", bound(circular.subject)],
            ["เรียน", circular.addressee],
            *([word, bound(text)] for word, text in parts.references),
        ],
        "paragraphs": [bound(text) for text in parts.paragraphs],
        "closing": parts.closing,
        "signature": parts.signature,
        "contacts": parts.contacts or _contacts_of(circular.edition.channel),
        "annex": [bound(text) for text in parts.annex],
    }


def gaps(circular: Circular) -> list[Words]:
    """Parts of an official letter that the text does not seem to have."""
    parts = anatomy.of(parsing.decode(bytes(circular.original)), circular.body)
    wanted = {
        _("who writes"): parts.sender,
        _("closing words"): parts.closing,
        _("who signs"): parts.signature,
        _("whom to call or write to"): parts.contacts,
    }
    return [words for words, found in wanted.items() if not found]


def bound(text: str) -> str:
    """A date does not go over the end of a line, nor does ๆ begin one."""
    text = _DATE.sub(lambda found: HARD_SPACE.join(found.groups()), text)
    return _REPEATED.sub(f"{HARD_SPACE}ๆ", text)


def _contacts_of(agency: Agency) -> list[str]:
    """The rules ask for an electronic address at the foot of every letter."""
    lines = [f"โทร. {to_thai_digits(agency.phone)}"] if agency.phone else []
    return [*lines, *([f"ไปรษณีย์อิเล็กทรอนิกส์ {agency.email}"] if agency.email else [])]


def sample(facts: dict) -> dict:
    with translation.override("th"):
        return {**facts, "sample": _("Sample"), "foot": _("A sample, not approved yet.")}


def issued(facts: dict, *, number: str) -> dict:
    """With the lines at the foot by which anybody can verify the paper."""
    address = settings.PORTAL_ORIGIN + reverse("documents:verify", args=[number])
    with translation.override("th"):
        foot = [
            _("Set by the system from the approved text; not a picture of a signed letter."),
            _("Document %(number)s, to be verified at %(address)s")
            % {"number": number, "address": address.partition("://")[2]},
            in_groups(digest(facts)),
        ]
    return {**facts, "sample": "", "foot": "\n".join(foot)}


def emblem_of(agency: Agency) -> str:
    """The agency's own drawing (SVG), if the operator has put one there."""
    file = EMBLEMS / f"{agency.code}.svg"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
