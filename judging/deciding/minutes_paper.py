"""The minutes of a consensus meeting on paper: who attended, what was said, what was decided."""

from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import clock
from contest_portal.documents import papers
from contest_portal.thai import dates

from .meeting import Card, Meeting, decided_in_words

TEMPLATE = "minutes"


def draw(meeting: Meeting) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    dated = meeting.minutes.saved_at or clock.now()
    return papers.draw(TEMPLATE, facts(meeting), dated=dated)


def facts(meeting: Meeting) -> dict:
    """What the template `minutes.typ` is given; official papers are in Thai."""
    round_, written = meeting.round, meeting.minutes
    with translation.override("th"):
        return {
            "title": _("Minutes of the panel's consensus meeting"),
            "contest": _("“%(name)s” contest of %(year)s")
            % {"name": round_.edition.name_th, "year": round_.edition.year_be},
            "organiser": round_.edition.organiser.name_th,
            "round": round_.name_th,
            "date": dates.thai_datetime(written.saved_at) if written.saved_at else "–",
            "parts": [
                [_("Who attended"), written.present.strip() or "–"],
                [_("What was said about the whole"), written.said.strip() or "–"],
            ],
            "entries": [_entry(card) for card in meeting.cards if card.verdict.version],
        }


def _entry(card: Card) -> dict:
    verdict = card.verdict
    return {
        "heading": _("Rank %(place)s · %(title)s") % {
            "place": card.place, "title": card.row.paper.title,
        },
        "lao": f"{card.row.paper.lao_name} {card.row.paper.place}".strip(),
        "score": _("Score %(score)s, spread %(spread)s, %(sheets)s sheets") % {
            "score": card.score.score, "spread": card.score.spread, "sheets": card.score.sheets,
        },
        "said": verdict.said.strip() or "–",
        "decided": decided_in_words(verdict),
    }  # fmt: skip
