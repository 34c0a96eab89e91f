"""What the page of a score sheet shows: each criterion with its levels, the mark and its fellow."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from contest_portal.refusals import NotAllowed
from judging.models import NOT_APPLICABLE, TOP_MARK, Amendment, Criterion, Level, Round, Sheet
from judging.rounds.paper import Paper, paper_of
from judging.rounds.window import why_closed
from submissions.files import pictures
from submissions.models import Attachment

from . import fellows, signing
from .fellows import Fellows
from .saving import Given, given_on


@dataclass(frozen=True)
class Line:
    """One criterion. `stored` is what stands on the sheet: 0 to 10, NOT_APPLICABLE or None."""

    criterion: Criterion
    field: BoundField | None
    stored: int | str | None
    remark: BoundField | None = None
    stored_remark: str = ""

    @property
    def is_blank(self) -> bool:
        return self.stored is None

    @property
    def not_applicable(self) -> bool:
        return self.stored == NOT_APPLICABLE

    @property
    def chosen(self) -> str:
        """The choice that the form shows."""
        return str(self.field.value() or "") if self.field else ""

    @property
    def differs(self) -> bool:
        """Whether the form shows something else than the sheet holds."""
        return self.chosen != ("" if self.stored is None else str(self.stored))

    @property
    def remark_differs(self) -> bool:
        return self.remark is not None and (self.remark.value() or "") != self.stored_remark

    @property
    def levels(self) -> list[tuple[Level, int, bool]]:
        """(level, its highest mark, whether the mark shown lies in it); none if undescribed."""
        levels = list(self.criterion.levels.all())
        if not levels:
            return []
        tops = [level.lowest_mark - 1 for level in levels[1:]] + [TOP_MARK]
        return [
            (level, top, self._lies_in(level.lowest_mark, top))
            for level, top in zip(levels, tops, strict=True)
        ]

    def _lies_in(self, lowest: int, highest: int) -> bool:
        shown = self.chosen if self.field else str(self.stored)
        return shown in {str(mark) for mark in range(lowest, highest + 1)}


def _pages(file: Attachment) -> range:
    return pictures.drawn_pages(file) if file.is_fit_for_judges else range(0)


@dataclass
class SheetPage:
    """`version` is the one that the next save replaces; normally the sheet's present one."""

    sheet: Sheet
    form: BaseForm
    at: datetime
    stale: bool = False
    refusal: NotAllowed | None = None
    version: int | None = None
    marks: Given | None = None  # what stands on the sheet, where that was read already

    def __post_init__(self) -> None:
        if self.version is None:
            self.version = self.sheet.version

    @property
    def round(self) -> Round:
        return self.sheet.round

    @cached_property
    def paper(self) -> Paper:
        return paper_of(self.sheet)

    @cached_property
    def files(self) -> list[tuple[Attachment, range]]:
        """The submitted files with the pages that can be looked at: none of one not fit for it."""
        files = self.sheet.assignment.submission.files.all()
        return [(file, _pages(file)) for file in files]

    @cached_property
    def lines(self) -> list[Line]:
        """None in a qualifying round, where the sheet asks for a verdict."""
        if self.asks_verdict:
            return []
        given, remarks = self.stored, self.sheet.remarks
        prefetch_related_objects(self.sheet.criteria, "levels")
        return [
            Line(each, self._field("mark", each), given.get(each.key),
                 self._field("remark", each), remarks.get(each.key, ""))
            for each in self.sheet.criteria
        ]  # fmt: skip

    @cached_property
    def stored(self) -> Given:
        return given_on(self.sheet) if self.marks is None else self.marks

    @property
    def asks_verdict(self) -> bool:
        return self.round.kind == Round.Kind.QUALIFYING

    @property
    def values(self) -> list[str]:
        """The marks to choose from."""
        return [str(mark) for mark in range(TOP_MARK + 1)]

    @property
    def given(self) -> int:
        """Out of `asked`: criteria that are marked, or the one verdict."""
        if self.asks_verdict:
            return int(bool(self.sheet.verdict))
        return sum(not line.is_blank for line in self.lines)

    @property
    def asked(self) -> int:
        return 1 if self.asks_verdict else len(self.lines)

    @cached_property
    def closed(self) -> str | None:
        return why_closed(self.round, self.at)

    @property
    def is_open(self) -> bool:
        """Whether the form is shown: also when saving was just refused, so that nothing is lost."""
        return bool(self.refusal) or not (self.sheet.signed_at or self.closed)

    @property
    def saves_itself(self) -> bool:
        """Not while two versions stand side by side: first the judge chooses."""
        return not (self.stale or self.refusal)

    @cached_property
    def lacks(self) -> list[signing.Lack]:
        """What must be done on the sheet before it can be signed."""
        return signing.lacks(self.sheet, self.stored)

    @property
    def why_not_sign(self) -> str | None:
        if self.closed:
            return self.closed
        return _("The sheet is not complete yet.") if self.lacks else None

    @property
    def comment_differs(self) -> bool:
        return self.form["comment"].value() != self.sheet.comment

    @property
    def note_differs(self) -> bool:
        return self.form["note"].value() != self.sheet.private_note

    @cached_property
    def fellows(self) -> Fellows | None:
        """What other judges gave, where the judge of this sheet may see it."""
        return fellows.of(self.sheet, self.at)

    @property
    def is_being_corrected(self) -> bool:
        """Whether its judge may sign the marks anew, for a correction of the published result."""
        return self.sheet.amendments.agreed().exists()

    @cached_property
    def anew(self) -> Amendment | None:
        """What was signed anew last, in place of these marks."""
        return self.sheet.amendments.signed().last()

    @property
    def marks_anew(self) -> list[tuple[Criterion, int | str]]:
        """In the order of the criteria."""
        given = self.anew.marks if self.anew else {}
        return [(each, given[each.key]) for each in self.sheet.criteria if each.key in given]

    @property
    def verdict_differs(self) -> bool:
        return self.asks_verdict and (self.form["verdict"].value() or "") != self.sheet.verdict

    def _field(self, asked: str, criterion: Criterion) -> BoundField | None:
        name = f"{asked}_{criterion.key}"
        return self.form[name] if name in self.form.fields else None
