"""The PDF that goes with the mails of a circular."""

from functools import lru_cache
from uuid import UUID

from django.core.mail import EmailMessage

from .models import Circular, CircularPaper, Message

LETTER = "circular"  # the kind of mail that carries the letter itself
LAO_COPY = "circular_lao"  # the kind that carries an LAO's copy
TEST = "circular_test"  # and that of an officer's test to the own address
KEPT_IN_MEMORY = 4


def attach(mail: EmailMessage, message: Message) -> None:
    """The circular's paper, where the mail is a letter that has one."""
    paper = _paper_for(message)
    if paper:
        mail.attach(file_name(paper.circular), bytes_of(paper.pk), "application/pdf")


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


def file_name(circular: Circular) -> str:
    """มท ๐๘๑๐.๒-ว ๓๐๗๐.pdf"""
    return f"{circular.number.replace('/', '-')}.pdf"
