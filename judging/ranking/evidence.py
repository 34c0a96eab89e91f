"""What a ranking rests on: the criteria, the eligible entries and the signed sheets.

Where a judge signed marks anew for a correction, these count in place of the sheet's own.
"""

from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from contest_portal.documents.digests import digest
from judging.models import NOT_APPLICABLE, Amendment, Mark, Round, Sheet
from judging.numbers.given import Scores
from judging.numbers.scoring import EntryScore, entry_score, half_up, sheet_score
from judging.rounds.entries import of_round

from . import methods


class Evidence:
    """As the marks stand now; `sheets` is {entry: {sheet: {criterion key: mark or None}}}."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.criteria = list(round_.criteria.all())
        self.entries = {entry.pk: entry for entry in of_round(round_).order_by("number")}
        self.sheets: dict = {entry: {} for entry in self.entries}
        self.judges: dict = {}
        for entry, sheet, judge, key, value in _counted_marks(round_):
            if entry in self.sheets:
                self.sheets[entry].setdefault(sheet, {})[key] = value
                self.judges[sheet] = judge
        amended = _amended_marks(round_)
        for given in self.sheets.values():
            given.update({sheet: amended[sheet] for sheet in given.keys() & amended.keys()})

    @property
    def digest(self) -> str:
        """SHA-256 over method, weights, entries and marks; None is "cannot be assessed"."""
        sheets = {
            str(entry): {str(sheet): marks for sheet, marks in given.items()}
            for entry, given in self.sheets.items()
        }
        weights = [[criterion.key, criterion.weight] for criterion in self.criteria]
        return digest({"method": self.round.method, "criteria": weights, "sheets": sheets})

    @property
    def weights(self) -> dict[str, int]:
        """By the criterion's key, in the order in which criteria break ties."""
        return {criterion.key: criterion.weight for criterion in self.criteria}

    @cached_property
    def sheet_scores(self) -> Scores:
        """What each judge gave each entry, exactly; sheets without an answer are left out."""
        scores: dict = {}
        for entry, given in self.sheets.items():
            for sheet, marks in given.items():
                score: Fraction | None = sheet_score(_answered(marks), self.weights)
                if score is not None:
                    scores[self.judges[sheet], entry] = score
        return scores

    @property
    def scores(self) -> dict:
        """The numbers of each entry by its id, None where no sheet counts.

        The score is the one that the round's method publishes; the others stay the sheets' own.
        """
        published = methods.entry_values(self.round.method, self.sheet_scores)
        return {
            entry: self._numbers(given, published.get(entry))
            for entry, given in self.sheets.items()
        }

    def _numbers(self, given: dict, published: Fraction | None) -> EntryScore | None:
        plain = entry_score([_answered(marks) for marks in given.values()], self.weights)
        if plain is None or published is None:
            return None
        return replace(plain, score=half_up(published))


def _counted_marks(round_: Round):
    counted = Sheet.objects.in_round(round_).counted()
    return Mark.objects.filter(sheet__in=counted).values_list(
        "sheet__assignment__entry", "sheet", "sheet__assignment__judge", "criterion__key", "value"
    )


def _amended_marks(round_: Round) -> dict:
    """{sheet: {criterion key: mark or None}}, of each sheet as it was signed last."""
    signed = Amendment.objects.signed().in_round(round_)
    return {
        sheet: {key: None if mark == NOT_APPLICABLE else mark for key, mark in marks.items()}
        for sheet, marks in signed.values_list("sheet", "marks")
    }


def _answered(marks: dict) -> dict[str, int]:
    return {key: value for key, value in marks.items() if value is not None}
