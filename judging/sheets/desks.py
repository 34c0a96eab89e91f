"""What lies on a judge's desk: the own sheets, how far each is, and which comes next."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet, UUIDField

from contest_portal.accounts.models import User
from contest_portal.prepared import Given, Prepared
from judging.models import Amendment, Judge, Round, Sheet
from judging.rounds.paper import Paper

from . import reading_time


@dataclass(frozen=True)
class Row:
    """`criteria` of the round: all, and how many of them must be marked."""

    sheet: Sheet
    criteria: int
    required: int
    is_blind: bool = False

    @property
    def paper(self) -> Paper:
        snapshot = self.sheet.assignment.submission.document.snapshot
        return Paper(snapshot, is_blind=self.is_blind)

    @property
    def is_calibration(self) -> bool:
        return self.sheet.calibration is not None

    @property
    def asked(self) -> int:
        return self.criteria or 1

    @property
    def given(self) -> int:
        """Out of `asked`: criteria that are marked, or in a qualifying round the one verdict."""
        return self.sheet.given if self.criteria else int(bool(self.sheet.verdict))

    @property
    def state(self) -> str:
        """signed, complete (to be signed), started or untouched."""
        if self.sheet.signed_at:
            return "signed"
        if self.given and (not self.criteria or self.sheet.needed == self.required):
            return "complete"
        return "started" if self.given else "untouched"


class Desk:
    """One judge's sheets in a round. Everything counted here is counted on them alone."""

    def __init__(self, user: User, round_: Round) -> None:
        self.user = user
        self.round = round_

    @cached_property
    def appointment(self) -> Judge | None:
        return self.round.judges.current().filter(user=self.user).first()

    @cached_property
    def rows(self) -> list[Row]:
        """What still waits first, in the order of scoring."""
        criteria, required = self._asked()
        lying = LYING.all(judge=self.user.pk, round=self.round.pk)
        sheets = sorted(lying, key=lambda sheet: sheet.signed_at is not None)
        return [Row(sheet, criteria, required, self.round.is_blind) for sheet in sheets]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def signed(self) -> int:
        return sum(row.state == "signed" for row in self.rows)

    @property
    def minutes(self) -> int | None:
        """What a sheet usually takes; None before the first."""
        return reading_time.usual_minutes(row.sheet for row in self.rows)

    @property
    def time_left(self) -> timedelta | None:
        return self.minutes and timedelta(minutes=self.minutes) * (self.total - self.signed)

    @property
    def to_sign(self) -> int:
        return sum(row.state == "complete" for row in self.rows)

    @property
    def calibrates(self) -> bool:
        return any(row.is_calibration for row in self.rows)

    @property
    def next(self) -> Row | None:
        """The first sheet that is not signed."""
        return next((row for row in self.rows if row.state != "signed"), None)

    @cached_property
    def to_sign_anew(self) -> list[Row]:
        """Signed, published, and open to the judge for a correction of the result."""
        opened = Amendment.objects.open_to(self.user).in_round(self.round)
        waiting = set(opened.values_list("sheet", flat=True))
        return [row for row in self.rows if row.sheet.pk in waiting]

    def after(self, sheet: Sheet) -> Sheet | None:
        """The sheet to go on with, once this one is put aside."""
        waiting = _lying(self.user, self.round).unsigned().exclude(pk=sheet.pk)
        return waiting.first()

    def _asked(self) -> tuple[int, int]:
        """How many criteria there are, and how many of them must be marked."""
        if self.round.kind == Round.Kind.QUALIFYING:
            return 0, 0
        optional = list(self.round.criteria.values_list("is_optional", flat=True))
        return len(optional), optional.count(False)


def _lying(judge: User | Given, round_: Round | Given) -> QuerySet[Sheet]:
    visible = Sheet.objects.visible_to(judge).in_round(round_)
    return visible.for_listing().in_scoring_order()


LYING = Prepared(lambda: _lying(Given("judge", UUIDField()), Given("round", UUIDField())))
