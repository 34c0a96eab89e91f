"""When a round takes marks, and in words why it does not."""

from datetime import datetime

from django.utils.translation import gettext as _

from contest_portal.refusals import NotAllowed
from contest_portal.thai.shown import thai_datetime_seconds
from judging.models import Round


def why_over(round_: Round, at: datetime) -> str | None:
    """Why there is nothing to be done in the round any more; None while there is."""
    if at >= round_.closes_at or _is_released(round_):
        return why_closed(round_, at)
    return None


def why_closed(round_: Round, at: datetime) -> str | None:
    """Why no sheet can be saved or signed at this moment; None when it can. Moments are told to the
    second: a refusal at the closing instant must show on which side of it one was."""
    if _is_released(round_):
        return _("The results are published, so the sheets are closed.")
    if at < round_.opens_at:
        return _("Judging begins on %(moment)s.") % {
            "moment": thai_datetime_seconds(round_.opens_at)
        }
    if not round_.accepts_marks(at):
        closed = {
            "closing": thai_datetime_seconds(round_.closes_at),
            "arrival": thai_datetime_seconds(at),
        }
        return _("Judging closed before %(closing)s. This arrived on %(arrival)s.") % closed
    return None


def refuse_when_closed(round_: Round, at: datetime) -> None:
    reason = why_closed(round_, at)
    if reason:
        raise NotAllowed(reason, next_step=_("Ask the organiser, who can move the dates."))


def _is_released(round_: Round) -> bool:
    """Known already where the round was read `with_release`."""
    known = getattr(round_, "is_released", None)
    return round_.rankings.released().exists() if known is None else known
