"""What a kept file still waits for: the virus scanner, and the pictures of its later pages.

The rows are the truth. A worker that dies leaves them as they were, and the next one finds them.
"""

import logging
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from contest_portal import clock, scanner
from submissions import checks
from submissions.models import Attachment

from . import locking, pictures

log = logging.getLogger(__name__)

TASK = "submissions.finish_files"
# Longer than the longest scan and drawing together: nobody takes a file over from the living.
LEASE = timedelta(seconds=150)
A_ROUND_SECONDS = 30
# A request must not hang on a dead broker: one try, then leave it to the sweeper.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def wake() -> None:
    """Ask for a worker once the caller's transaction is committed."""
    transaction.on_commit(_wake_now, robust=True)


def _wake_now() -> None:
    if not settings.PORTAL_REDIS_URL:
        return
    try:
        with current_app.connection_for_write(
            settings.CELERY_BROKER_URL, transport_options=IMPATIENT
        ) as connection:
            current_app.send_task(TASK, connection=connection, retry=False, expires=30)
    except Exception as error:  # the broker's client raises what it likes
        log.warning("No worker could be woken, the sweeper will find the file: %s", error)


def finish_all() -> int:
    """Finish what waits, the longest untried first, for about A_ROUND_SECONDS; returns how many."""
    until = time.monotonic() + A_ROUND_SECONDS
    done = 0
    while time.monotonic() < until and (attachment := _claim()):
        finish(attachment)
        done += 1
    return done


def _claim() -> Attachment | None:
    """The next file, marked as tried now, by one statement that only one worker wins."""
    now = clock.machine_now()
    free = Q(tried_at=None) | Q(tried_at__lt=now - LEASE)
    waiting = Attachment.objects.unfinished().filter(free)
    for attachment in waiting.order_by(F("tried_at").asc(nulls_first=True), "added_at")[:20]:
        if waiting.filter(pk=attachment.pk).update(tried_at=now):
            return attachment
    return None


def finish(attachment: Attachment) -> None:
    """Scan and draw what is missing. Doing it twice does no harm."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = _copied(attachment, folder / "original")
        if attachment.awaits_scan and not _scan(attachment, file):
            return
        _draw(attachment, file, folder)


def _copied(attachment: Attachment, copy: Path) -> Path:
    with attachment.original.open("rb") as original, copy.open("wb") as out:
        for chunk in original.chunks():
            out.write(chunk)
    return copy


def _scan(attachment: Attachment, file: Path) -> bool:
    """Whether the file may be seen now."""
    if not scanner.is_on():
        locking.pass_unscanned(attachment)
        return True
    try:
        virus = scanner.find_virus(file)
    except scanner.ScannerSilent as silence:
        log.warning("The virus scanner is silent about %s: %s", attachment.pk, silence)
        return False
    if virus:
        locking.quarantine(attachment, virus, at=clock.now())
        return False
    locking.pass_clean(attachment)
    return True


def _draw(attachment: Attachment, file: Path, folder: Path) -> None:
    """The next pages, a few at a time; a page that cannot be drawn is where it ends."""
    while attachment.drawn < attachment.to_draw:
        before = attachment.drawn
        attachment.drawn = checks.draw_more(file, folder, drawn=before, to_draw=attachment.to_draw)
        if attachment.drawn == before:
            attachment.to_draw = before
        pictures.keep(attachment, folder)
        _note(attachment, drawn=attachment.drawn, to_draw=attachment.to_draw)


def _note(attachment: Attachment, **facts) -> None:
    Attachment.objects.filter(pk=attachment.pk).update(tried_at=clock.machine_now(), **facts)
