"""An entry as judges and readers see it: the frozen snapshot of its submission."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from judging.models import Sheet
from submissions.models import Entry, Submission

from . import masking

TITLE = FormField.Means.TITLE


@dataclass(frozen=True)
class Paper:
    """Reads the snapshot of a submission's document. Blind: without whose entry it is."""

    snapshot: dict
    is_blind: bool = False

    @property
    def number(self) -> str:
        return self.snapshot["entry"]

    @property
    def title(self) -> str:
        answers = self.snapshot["answers"]
        titles = (answer["value"] for answer in answers if answer["means"] == TITLE)
        return self._shown(next((title for title in titles if title), "")) or self.number

    @property
    def lao_name(self) -> str:
        if self.is_blind:
            return _("Organisation not shown in this round")
        return self.snapshot["lao"]["name"]

    @property
    def place(self) -> str:
        return "" if self.is_blind else self.snapshot["lao"]["place"]

    @property
    def category(self) -> str:
        return self.snapshot["category"]["name"]

    @property
    def files(self) -> list[dict]:
        return self.snapshot["files"]

    @property
    def sections(self) -> list[tuple[str, list[dict]]]:
        """(section, answers given in it) in form order; the title and the files stand elsewhere."""
        grouped = groupby(self._answers(), key=lambda answer: answer["section"])
        return [(section, list(answers)) for section, answers in grouped]

    def _answers(self) -> Iterator[dict]:
        for answer in self.snapshot["answers"]:
            if answer["type"] == FormField.Type.FILE or answer["value"] in ("", None):
                continue
            if not self.is_blind:
                yield answer
            elif answer["means"] != FormField.Means.CONTACT:
                yield answer | {"value": self._shown(answer["value"])}

    def _shown(self, value: Any) -> Any:
        return masking.masked(value, self.snapshot["lao"]["name"]) if self.is_blind else value


def latest_submissions(entries: QuerySet[Entry] | Iterable[Entry]) -> dict[UUID, Submission]:
    """The submission in force of each entry, by the entry's id, in one query."""
    newest = (
        Submission.objects.filter(entry=OuterRef("entry"))
        .order_by("-arrived_at", "-recorded_at", "-id")
        .values("pk")[:1]
    )
    found = Submission.objects.filter(entry__in=entries, pk=Subquery(newest))
    return {each.entry_id: each for each in found.select_related("document")}


def paper_of(sheet: Sheet) -> Paper:
    """The submission that a sheet is about, as its round shows it."""
    return Paper(sheet.assignment.submission.document.snapshot, sheet.round.is_blind)


def papers_of(entries: QuerySet[Entry] | Iterable[Entry]) -> dict[UUID, Paper]:
    submissions = latest_submissions(entries)
    return {entry: Paper(found.document.snapshot) for entry, found in submissions.items()}
