"""Which provinces an officer looks at: all of them, or those where one step is missing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import standing
from .matrix import ProvinceRow


class Show(models.TextChoices):
    ALL = "all", _("All")
    CALL = "call", _("To be called")
    ATTENTION = "attention", _("To follow up")
    SILENT = "silent", _("Not acknowledged")
    KEPT = "kept", _("Not passed on")
    EMPTY = "empty", _("No entry sent")


def belongs(row: ProvinceRow, show: Show) -> bool:
    """Bangkok gets no letter, so it is only among all."""
    if show == Show.ALL:
        return True
    return row.province.has_governor and TESTS[show](row)


def sift(rows: list[ProvinceRow], show: Show) -> list[ProvinceRow]:
    return [row for row in rows if belongs(row, show)]


def counts(rows: list[ProvinceRow]) -> list[tuple[Show, int]]:
    return [(show, len(sift(rows, show))) for show in Show]


def chosen(value: str) -> Show:
    """What an address asks for; anything unknown is all."""
    return Show(value) if value in Show.values else Show.ALL


def _is_silent(row: ProvinceRow) -> bool:
    return row.copy is not None and row.answer is None


TESTS = {
    Show.CALL: lambda row: row.standing in (standing.TO_CALL, standing.BOUNCED),
    Show.ATTENTION: lambda row: row.standing.needs_attention,
    Show.SILENT: _is_silent,
    Show.KEPT: lambda row: row.copy is not None and not row.is_forwarded,
    Show.EMPTY: lambda row: row.tally.entrants == 0,
}
