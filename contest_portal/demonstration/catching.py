"""The mail catcher: takes every mail of the demonstration and delivers none, one file each."""

import logging
import os
import secrets
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from contest_portal import clock


class Catcher:
    """aiosmtpd's handler. A mail is accepted only once its file is whole on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        keep(envelope.content, self.folder)
        return "250 Kept by the mail catcher"


def keep(content: bytes, folder: Path) -> Path:
    """Write one mail under a name that sorts by arrival; readers never see half of it."""
    arrived = clock.machine_now().strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"{arrived}-{secrets.token_hex(4)}.eml"
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return unfinished.replace(path)


def catcher(folder: Path, *, port: int, host: str = "127.0.0.1") -> Controller:
    """A server, on this machine only unless told otherwise; start() and stop() it."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells every command otherwise
    return Controller(Catcher(folder), hostname=host, port=port)
