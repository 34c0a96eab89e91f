"""How far the circular got, on one page for the head of the department."""

from collections import Counter
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal.documents import papers
from contest_portal.editions.models import Edition
from contest_portal.thai.dates import closing_words, thai_full_date, thai_time
from notifications.models import Circular
from submissions.deadlines import extensions

from . import last_time, matrix
from .matrix import ProvinceRow

TEMPLATE = "director"
MOST_SHOWN = 10


def draw(
    edition: Edition, circular: Circular | None, rows: list[ProvinceRow], *, at: datetime
) -> bytes:
    """`rows` are all provinces, those to follow up first. Raises what `papers.draw` raises."""
    with translation.override("th"):
        facts = _facts(edition, circular, rows, at)
    return papers.draw(TEMPLATE, facts, dated=at)


def _facts(
    edition: Edition, circular: Circular | None, rows: list[ProvinceRow], at: datetime
) -> dict:
    closes_at = extensions.closing_for_everyone(edition)
    return {
        "title": _("How far the circular got"),
        "contest": f"{edition.name_th} {edition.year_be} · {edition.channel.name_th}",
        "as_of": _("As of %(day)s, %(time)s") % {"day": thai_full_date(at), "time": thai_time(at)},
        "letter": circular.number if circular else _("No circular has been sent yet"),
        "funnel": _funnel(rows),
        "turnout": _turnout(edition, rows),
        "closing": _("Entries are accepted until %(closing)s")
        % {"closing": closing_words(closes_at)},
        "tiles": [_tile(row) for row in rows],
        "legend": _legend(rows),
        **_first(rows),
        "foot": _("From the portal's own records. What provinces told their LAOs is their word."),
    }


def _funnel(rows: list[ProvinceRow]) -> list[dict]:
    """From the letter to the entry, out of all provinces or LAOs; an LAO may have many entries."""
    listed = [row for row in rows if row.province.has_governor]
    total = matrix.total_of(rows)
    provinces = [
        (_("Letters accepted by the mail relay"), _count(listed, _was_accepted)),
        (_("Provinces acknowledged"), _count(listed, lambda row: row.answer)),
        (_("Provinces that forwarded it"), _count(listed, lambda row: row.is_forwarded)),
    ]
    laos = [
        (_("LAOs told by their province"), total.told),
        (_("LAOs registered"), total.registered),
    ]
    entries = [(_("Drafts"), total.drafting), (_("Entries sent"), total.submitted)]
    return [
        *(_step(label, number, len(listed)) for label, number in provinces),
        *(_step(label, number, total.laos) for label, number in laos),
        *(_step(label, number) for label, number in entries),
    ]


def _count(rows: list[ProvinceRow], is_so) -> int:
    return sum(bool(is_so(row)) for row in rows)


def _was_accepted(row: ProvinceRow) -> bool:
    return bool(row.mail and row.mail.sent_at)


def _step(label: str, number: int, whole: int = 0) -> dict:
    """Without a whole it is a mere number."""
    return {
        "label": label,
        "number": f"{number:,}",
        "of": f"{whole:,}" if whole else "",
        "share": min(number / whole, 1) if whole else 0,
        "percent": percent(number, whole),
    }


def percent(number: int, whole: int) -> str:
    """45 of 7,849 is 0.57 %: two places where whole ones would say nothing."""
    share = 100 * number / whole if whole else 0
    return f"{share:.2f} %" if 0 < share < 10 else f"{share:.0f} %"


def _turnout(edition: Edition, rows: list[ProvinceRow]) -> list[dict]:
    """LAOs, not entries: one may send several."""
    total = matrix.total_of(rows)
    now = _("LAOs that sent an entry, of %(laos)s") % {"laos": f"{total.laos:,}"}
    found = [_turned_out(now, total.entrants, total.laos)]
    if before := last_time.of(edition, rows):
        then = _("The whole of the last contest (%(year)s), of %(laos)s")
        facts = {"year": before.year_be, "laos": f"{before.register:,}"}
        found.append(_turned_out(then % facts, before.organisations, before.register))
    return found


def _turned_out(label: str, entrants: int, laos: int) -> dict:
    return {"label": label, "number": f"{entrants:,}", "percent": percent(entrants, laos)}


def _words_of_kinds() -> dict[str, tuple[str, str]]:
    """What a tile of a colour says, and what that means."""
    return {
        "stop": (_("call"), _("the letter did not arrive, or it is time to call")),
        "warn": (_("chase"), _("later than planned, or it needs us")),
        "info": (_("wait"), _("within the time planned")),
        "done": (_("done"), _("acknowledged and passed on to all")),
        "idle": ("–", _("not sent, or not on the list")),
    }


def _tile(row: ProvinceRow) -> dict:
    province, kind = row.province, row.standing.kind
    word, _meaning = _words_of_kinds()[kind]
    return {
        "row": province.tile_row, "col": province.tile_col, "code": province.letter_code,
        "kind": kind, "word": word,
    }  # fmt: skip


def _legend(rows: list[ProvinceRow]) -> list[dict]:
    counts = Counter(row.standing.kind for row in rows)
    return [
        {"kind": kind, "word": word, "words": words, "number": str(counts[kind])}
        for kind, (word, words) in _words_of_kinds().items()
        if counts[kind]
    ]


def _first(rows: list[ProvinceRow]) -> dict:
    """Those to follow up first, at most ten, and how many more there are."""
    waiting = [row for row in rows if row.standing.needs_attention]
    shown = waiting[:MOST_SHOWN]
    more = len(waiting) - len(shown)
    return {
        "first_title": _("To follow up first"),
        "head": [_("Province"), _("Follow-up"), _("LAOs told"), _("Entries sent")],
        "first": [_line(row) for row in shown],
        "more": _rest(more, is_any=bool(shown)),
    }


def _line(row: ProvinceRow) -> list[str]:
    tally = row.tally
    told = f"{tally.told:,}/{tally.laos:,}"
    late = row.owed.words if row.owed and row.owed.late else str(row.standing.words)
    return [row.province.name_th, late, told, f"{tally.submitted:,}"]


def _rest(more: int, *, is_any: bool) -> str:
    if more:
        return _("and %(count)s more provinces to follow up") % {"count": more}
    return "" if is_any else _("No province needs following up.")
