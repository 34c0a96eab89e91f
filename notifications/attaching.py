"""What goes with the mails of a circular: its PDF, and the recipient's own link as a QR code.

To encode 200 KB takes longer than all else about a mail, so it is done once for thousands: each is
written with a stand-in, in whose place the encoded paper is put.
"""

import base64
import secrets
from email.mime.image import MIMEImage
from functools import lru_cache
from io import BytesIO
from uuid import UUID

import segno
from django.core.mail import EmailMessage

from . import links
from .models import Circular, CircularPaper, Message, Recipient

LETTER = "circular"  # the kind of mail that carries the letter itself
LAO_COPY = "circular_lao"  # the kind that carries an LAO's copy
TEST = "circular_test"  # and that of an officer's test to the own address
KEPT_IN_MEMORY = 4
STAND_IN = secrets.token_bytes(30)  # one line of base64 that nobody can write into a letter
LINE_END = b"\r\n"
CODE_ID = "own-link"  # by which the text of the mail shows the code
CODE_SCALE, CODE_BORDER = 4, 2  # in picture points a module, and modules


def written(mail: EmailMessage, message: Message) -> bytes:
    """The mail as it goes over the wire; a letter has the circular's paper and the QR code of its
    recipient's link."""
    if _is_a_copy(message):
        mail.attach(_code(links.url_of(_copy_of(message))))
    paper = _paper_for(message)
    if paper is None:
        return mail.message().as_bytes(linesep=LINE_END.decode())
    mail.attach(file_name(paper.circular), STAND_IN, "application/pdf")
    content = mail.message().as_bytes(linesep=LINE_END.decode())
    return content.replace(base64.b64encode(STAND_IN), _encoded(paper.pk), 1)


def about(circular: Circular) -> str:
    """How the outbox knows mails about a circular that are nobody's copy of it."""
    return f"circular:{circular.pk}"


def _is_a_copy(message: Message) -> bool:
    return message.kind in (LETTER, LAO_COPY) and message.recipient_id is not None


def _copy_of(message: Message) -> Recipient:
    """As much of it as its link is derived from."""
    copies = Recipient.objects.select_related("circular")
    return copies.only("link_nonce", "circular__version").get(pk=message.recipient_id)


def _code(url: str) -> MIMEImage:
    """Shown in the text, so that it stands on the paper that somebody prints the mail on."""
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="png", scale=CODE_SCALE, border=CODE_BORDER)
    picture = MIMEImage(drawn.getvalue(), "png")
    picture.add_header("Content-ID", f"<{CODE_ID}>")
    picture.add_header("Content-Disposition", "inline", filename="qr.png")
    return picture


def _paper_for(message: Message) -> CircularPaper | None:
    if _is_a_copy(message):
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
