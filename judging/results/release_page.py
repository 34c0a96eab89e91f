"""What the second person reads before the results are published: one look at the whole."""

from django.utils.translation import gettext as _

from contest_portal.thai.shown import thai_datetime
from judging.models import Ranking, Sheet
from judging.ranking.standings import Row, rows_of

from . import releasing

PODIUM = 3

Facts = list[tuple[str, object]]


class Question:
    """The question page of one proposed ranking."""

    def __init__(self, ranking: Ranking) -> None:
        self.ranking = ranking
        self.rows = rows_of(ranking)

    @property
    def facts(self) -> Facts:
        first = [row for row in self.rows if 0 < (row.decision.place or 0) <= PODIUM]
        return [*map(_place, first), *self._numbers(), *self._origin()]

    def _numbers(self) -> Facts:
        round_ = self.ranking.round
        without = sum(row.decision.place is None for row in self.rows)
        return [
            (_("Awards"), sum(bool(row.decision.award) for row in self.rows)),
            (_("Entries"), len(self.rows)),
            (_("Entries without a place"), without),
            (_("Entries ranked by fewer sheets than the round asks"), self._thin()),
            (_("Sheets not signed, which do not count"), _unsigned(round_)),
            (_("Mails that go out"), releasing.entrants(round_).count()),
        ]

    def _thin(self) -> int:
        return sum(row.is_thin for row in self.rows)

    def _origin(self) -> Facts:
        return [
            (_("Prepared by"), str(self.ranking.prepared_by)),
            (_("Prepared on"), thai_datetime(self.ranking.prepared_at)),
        ]


def _place(row: Row) -> tuple[str, str]:
    place = _("Rank %(place)d") % {"place": row.decision.place}
    return place, f"{row.paper.title} · {row.paper.lao_name}"


def _unsigned(round_) -> int:
    return Sheet.objects.in_round(round_).awaited().count()
