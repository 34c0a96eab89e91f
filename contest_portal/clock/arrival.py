"""When a request arrived: the instant its last byte reached the front door.

Behind the trusted proxy that is nginx's stamp, taken after it has buffered the whole body. Without
one, the body is read first and only then the clock (uploads in chunks are judged chunk by chunk).
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .reading import contest_time, machine_now

log = logging.getLogger(__name__)

STAMP_HEADER = "X-Received-At"
OLDEST_PLAUSIBLE = timedelta(seconds=120)
NEWEST_PLAUSIBLE = timedelta(seconds=1)
LONGEST_STAMP_LOGGED = 40
CHUNK_TYPE = "application/offset+octet-stream"


def arrived_at(request: HttpRequest) -> datetime:
    """Contest time of the request's arrival, aware, UTC."""
    return contest_time(request.arrived_by_machine)


def arrival_is_doubtful(request: HttpRequest) -> bool:
    """Whether the proxy's stamp was missing or implausible, so that our own clock was used."""
    return request.arrival_doubtful


def chunk_has_arrived(request: HttpRequest) -> None:
    """For the view that reads an upload's chunk itself: its last byte came just now."""
    if not settings.PORTAL_TRUSTED_PROXY:
        request.arrived_by_machine = machine_now()


def stamp_arrival(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: sets `arrived_by_machine` and `arrival_doubtful` before anything else asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.arrival_doubtful = False
        if settings.PORTAL_TRUSTED_PROXY:
            _take_stamp(request)
        else:
            _read_body(request)
            request.arrived_by_machine = machine_now()
        return get_response(request)

    return middleware


def _take_stamp(request: HttpRequest) -> None:
    own = machine_now()
    text = request.headers.get(STAMP_HEADER, "")
    stamp = parse_stamp(text)
    plausible = stamp is not None and own - OLDEST_PLAUSIBLE <= stamp <= own + NEWEST_PLAUSIBLE
    request.arrived_by_machine = stamp if plausible else own
    request.arrival_doubtful = not plausible
    if not plausible:
        log.error(
            "ALARM: the proxy's arrival stamp %r is not plausible beside our own clock %s",
            text[:LONGEST_STAMP_LOGGED], own.isoformat(),
        )  # fmt: skip


def parse_stamp(text: str) -> datetime | None:
    """nginx's `$msec` (seconds since the epoch with three decimals), or None for anything else."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _read_body(request: HttpRequest) -> None:
    is_chunk = request.method == "PATCH" and request.content_type == CHUNK_TYPE
    if request.method not in ("POST", "PUT", "PATCH") or is_chunk:
        return
    is_form_with_files = request.content_type == "multipart/form-data"
    _ = request.FILES if is_form_with_files else request.body  # reads it to its last byte
