"""Words in braces that stand for what differs from recipient to recipient.

The list is closed, and every value comes from the register or the edition: nothing that a stranger
typed can enter a mail this way. The stored letter keeps its braces; they are filled where it is
shown.
"""

import copy
import re
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from contest_portal.registry.models import Province
from contest_portal.thai.dates import closing_words
from contest_portal.thai.numerals import to_thai_digits
from notifications.models import Circular
from submissions.deadlines import extensions

PROVINCE, GOVERNOR, CLOSING, LINK = "จังหวัด", "ผู้ว่าราชการจังหวัด", "วันปิดรับ", "ลิงก์"
ALLOWED = (PROVINCE, GOVERNOR, CLOSING, LINK)
FIELDS = ("subject", "addressee", "body")
TO_BE_FILLED_IN = "…………"  # as on a printed form

_IN_BRACES = re.compile(r"\{([^{}\n]{1,60})\}")


def unknown_in(text: str) -> list[str]:
    """What stands in braces and is not on the list, each once."""
    names = (found[1].strip() for found in _IN_BRACES.finditer(text))
    return list(dict.fromkeys(name for name in names if name not in ALLOWED))


def check(text: str) -> None:
    """Raises ValueError in words for the person where the text has an unknown placeholder."""
    unknown = unknown_in(text)
    if unknown:
        raise ValueError(
            _("The letter has %(unknown)s, which nothing is known for. Allowed: %(allowed)s")
            % {"unknown": in_braces(unknown), "allowed": in_braces(ALLOWED)}
        )


def refuse_any(text: str) -> None:
    """Raises ValueError in words for the person: text beside the letter is sent as it stands."""
    if found := _IN_BRACES.search(text):
        raise ValueError(
            _("%(placeholder)s is not filled in here. Write the words themselves.")
            % {"placeholder": found[0]}
        )


def in_braces(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in names)


def are_in(circular: Circular) -> bool:
    return any(_IN_BRACES.search(getattr(circular, field)) for field in FIELDS)


def differ_in(circular: Circular) -> bool:
    """Whether the letter reads differently from province to province."""
    text = "\n".join(getattr(circular, field) for field in FIELDS)
    return any(
        found[1].strip() in (PROVINCE, GOVERNOR, LINK) for found in _IN_BRACES.finditer(text)
    )


def filled_for(circular: Circular, province: Province, *, link: str) -> Circular:
    """The circular as this province reads it; not to be saved. `link` is the province's own."""
    named = {
        PROVINCE: province.name_th,
        GOVERNOR: f"ผู้ว่าราชการจังหวัด{province.name_th}",
        LINK: link,
    }
    return _filled(circular, named)


def filled_for_everybody(circular: Circular) -> Circular:
    """As it stands on the one paper that all of them get."""
    home = settings.PORTAL_ORIGIN + reverse("landing")
    named = {PROVINCE: TO_BE_FILLED_IN, GOVERNOR: "ผู้ว่าราชการจังหวัด", LINK: home}
    return _filled(circular, named)


def _filled(circular: Circular, values: dict[str, str]) -> Circular:
    """A copy; a letter without braces is left alone."""
    if not are_in(circular):
        return circular
    values = {**values, CLOSING: _closing(circular)}
    shown = copy.copy(circular)
    for field in FIELDS:
        setattr(shown, field, _fill(getattr(shown, field), values))
    return shown


def _fill(text: str, values: dict[str, str]) -> str:
    return _IN_BRACES.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def _closing(circular: Circular) -> str:
    """Asked once for all mails that are written of one circular."""
    if "closing_in_words" not in vars(circular):
        closes_at = extensions.closing_for_everyone(circular.edition)
        circular.closing_in_words = to_thai_digits(closing_words(closes_at))
    return circular.closing_in_words
