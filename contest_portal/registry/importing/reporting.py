"""The report of an import, as lines for a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from contest_portal.registry import kinds

from .comparing import Change, Undecided, described
from .facts import LaoFacts
from .importing import Outcome
from .problems import Refused

MOST_LINES = 20


def report(outcome: Outcome) -> Iterator[str]:
    plan, changes = outcome.plan, outcome.districts
    yield _heading(outcome)
    if changes.added or changes.renamed:
        words = _("Districts: %(added)s added, %(renamed)s renamed.")
        yield words % {"added": changes.added, "renamed": changes.renamed}
    yield _counted(_("unchanged"), plan.unchanged)
    yield _counted(_("added"), len(plan.added))
    yield from _listed(_("renamed"), map(_changed, plan.renamed))
    yield from _listed(_("moved"), map(_changed, plan.moved))
    yield _counted(_("corrected"), len(plan.corrected))
    yield from _listed(_("upgraded"), map(_changed, plan.upgraded))
    yield from _listed(_("the same, as decided"), map(_changed, plan.said_the_same))
    yield from _listed(_("to be decided"), map(_undecided, plan.undecided))
    yield from _listed(_("disappeared"), map(described, plan.disappeared))
    yield from _listed(_("returned"), map(described, plan.returned))


def complaint(refused: Refused) -> Iterator[str]:
    """The problems, the first of them at least, and that nothing was changed."""
    yield from _first([str(problem) for problem in refused.problems])
    yield _("Refused: nothing was changed.")


def _heading(outcome: Outcome) -> str:
    shape = {"tidy": _("tidy CSV"), "dla": _("DLA's own file")}[outcome.shape]
    if outcome.dry_run:
        return _("Would import (%(shape)s); nothing was changed:") % {"shape": shape}
    return _("Imported (%(shape)s):") % {"shape": shape}


def _counted(words: str, number: int) -> str:
    return f"{number:>7,}  {words}"


def _listed(words: str, details: Iterator[str]) -> Iterator[str]:
    lines = list(details)
    yield _counted(words, len(lines))
    yield from (f"         {line}" for line in _first(lines))


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    if more <= 0:
        return lines
    return [*lines[:MOST_LINES], _("… and %(number)s more") % {"number": more}]


def _changed(change: Change) -> str:
    return f"{change.was} → {described(change.lao)}"


def _undecided(group: Undecided) -> str:
    words = _(
        "%(gone)s went; %(came)s came. One and the same: --same %(pair)s. Two: --apart %(pair)s."
    )
    return words % {
        "gone": ", ".join(map(described, group.gone)),
        "came": ", ".join(map(_came, group.came)),
        "pair": f"{group.gone[0].code}={group.came[0].code}",
    }


def _came(facts: LaoFacts) -> str:
    return f"{facts.code} {kinds.short_name(facts.kind, facts.bare_name)}"
