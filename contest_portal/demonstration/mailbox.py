"""Reading what the mail catcher kept."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MAIL_NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}")
MOST_SHOWN = 100


@dataclass(frozen=True)
class Mail:
    name: str
    to: str
    sender: str
    subject: str
    sent_at: datetime | None
    text: str = ""
    attached: tuple[str, ...] = ()  # names of files


def newest(*, address: str = "", most: int = MOST_SHOWN) -> list[Mail]:
    """The mails last caught, newest first; of one address, or whose address holds the words."""
    wanted = address.strip().lower()
    found: list[Mail] = []
    for path in sorted(folder().glob("*.eml"), reverse=True):
        mail = _mail(path, BytesHeaderParser(policy=policy.default))
        if wanted in mail.to.lower():
            found.append(mail)
        if len(found) == most:
            break
    return found


def find(name: str) -> Mail | None:
    """One mail with its plain text, or None."""
    path = folder() / f"{name}.eml"
    if not MAIL_NAME.fullmatch(name) or not path.is_file():
        return None
    return _mail(path, BytesParser(policy=policy.default))


def folder() -> Path:
    return settings.PORTAL_DATA / "mail"


def _mail(path: Path, parser: BytesHeaderParser) -> Mail:
    with path.open("rb") as file:
        message = parser.parse(file)
    return Mail(
        name=path.stem,
        to=str(message["To"] or ""),
        sender=_sender(message),
        subject=str(message["Subject"] or ""),
        sent_at=_sent_at(message),
        text=_plain_text(message),
        attached=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _sender(message: EmailMessage) -> str:
    """From, with a long name that was folded into several encoded words put together again."""
    raw = next((value for name, value in message.raw_items() if name.lower() == "from"), "")
    return str(make_header(decode_header(str(raw))))


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None


def _plain_text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""
