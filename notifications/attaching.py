"""The PDF that goes with the mails of a circular.

To encode 200 KB takes longer than all else about a mail, so it is done once for thousands: each is
written with a stand-in, in whose place the encoded paper is put.
"""

import base64
import secrets
from functools import lru_cache
from uuid import UUID

from django.core.mail import EmailMessage

from .models import Circular, CircularPaper, Message

LETTER = "circular"  # the kind of mail that carries the letter itself
LAO_COPY = "circular_lao"  # the kind that carries an LAO's copy
TEST = "circular_test"  # and that of an officer's test to the own address
KEPT_IN_MEMORY = 4
STAND_IN = secrets.token_bytes(30)  # one line of base64 that nobody can write into a letter
LINE_END = b"\r\n"


def written(mail: EmailMessage, message: Message) -> bytes:
    """The mail as it goes over the wire, with the circular's paper where it is a letter that has
    one."""
    paper = _paper_for(message)
    if paper is None:
        return mail.message().as_bytes(linesep=LINE_END.decode())
    mail.attach(file_name(paper.circular), STAND_IN, "application/pdf")
    content = mail.message().as_bytes(linesep=LINE_END.decode())
    return content.replace(base64.b64encode(STAND_IN), _encoded(paper.pk), 1)


def about(circular: Circular) -> str:
    """How the outbox knows mails about a circular that are nobody's copy of it."""
    return f"circular:{circular.pk}"


def _paper_for(message: Message) -> CircularPaper | None:
    if message.kind in (LETTER, LAO_COPY) and message.recipient_id:
        wanted = {"circular__recipients": message.recipient_id}
    elif message.kind == TEST:
        wanted = {"circular": message.about.partition(":")[2]}
    else:
        return None
    current = CircularPaper.objects.current().filter(**wanted)
    return current.select_related("circular").only("pk", "circular__number").last()


def paper_of(circular: Circular) -> CircularPaper | None:
    """What goes with its mails now, without its bytes; None where there is nothing yet."""
    return circular.papers.current().defer("content").last()


@lru_cache(maxsize=KEPT_IN_MEMORY)
def bytes_of(paper: UUID) -> bytes:
    """Papers never change, so thousands of mails share one reading."""
    return bytes(CircularPaper.objects.values_list("content", flat=True).get(pk=paper))


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _encoded(paper: UUID) -> bytes:
    """In lines of base64."""
    return base64.encodebytes(bytes_of(paper)).rstrip().replace(b"\n", LINE_END)


def file_name(circular: Circular) -> str:
    """มท ๐๘๑๐.๒-ว ๓๐๗๐.pdf"""
    return f"{circular.number.replace('/', '-')}.pdf"
