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
from django.db.models import OuterRef, Subquery

from notifications.models import Circular, CircularPaper, Message, Recipient

from . import links

LETTER = "circular"  # the kind of mail that carries the letter itself
LAO_COPY = "circular_lao"  # the kind that carries an LAO's copy
COPIES = (LETTER, LAO_COPY)
TEST = "circular_test"  # and that of an officer's test to the own address
KEPT_IN_MEMORY = 4
STAND_IN = secrets.token_bytes(30)  # one line of base64 that nobody can write into a letter
LINE_END = b"\r\n"
CODE_ID = "own-link"  # by which the text of the mail shows the code
CODE_SCALE, CODE_BORDER = 4, 2  # in picture points a module, and modules
CODE_MASK = 2  # any of the eight can be read; trying all of them takes three times as long


def written(mail: EmailMessage, message: Message) -> bytes:
    """The mail as it goes over the wire; a letter has the circular's paper and the QR code of its
    recipient's link."""
    copy = _copy_of(message)
    if copy:
        mail.attach(_code(links.url_of(copy)))
    circular = copy.circular if copy else _tried(message)
    if circular is None or circular.paper is None:
        return mail.message().as_bytes(linesep=LINE_END.decode())
    mail.attach(file_name(circular), STAND_IN, "application/pdf")
    content = mail.message().as_bytes(linesep=LINE_END.decode())
    return content.replace(base64.b64encode(STAND_IN), _encoded(circular.paper), 1)


def about(circular: Circular) -> str:
    """How the outbox knows mails about a circular that are nobody's copy of it."""
    return f"circular:{circular.pk}"


def _copy_of(message: Message) -> Recipient | None:
    """As much of it as its link and its letter need, in one question for each mail."""
    if message.kind not in COPIES or message.recipient_id is None:
        return None
    copies = Recipient.objects.select_related("circular").annotate(paper=_current("circular"))
    wanted = ("link_nonce", "circular__version", "circular__number")
    copy = copies.only(*wanted).get(pk=message.recipient_id)
    copy.circular.paper = copy.paper
    return copy


def _tried(message: Message) -> Circular | None:
    """The circular of which the mail is a test."""
    if message.kind != TEST:
        return None
    circulars = Circular.objects.annotate(paper=_current("pk"))
    return circulars.only("number").get(pk=message.about.partition(":")[2])


def _current(circular: str) -> Subquery:
    """The id of what goes with the mails of a circular now."""
    papers = CircularPaper.objects.current().filter(circular=OuterRef(circular))
    return Subquery(papers.order_by("-made_at").values("pk")[:1])


def _code(url: str) -> MIMEImage:
    """Shown in the text, so that it stands on the paper that somebody prints the mail on."""
    drawn = BytesIO()
    code = segno.make(url, error="m", mask=CODE_MASK)
    code.save(drawn, kind="png", scale=CODE_SCALE, border=CODE_BORDER)
    picture = MIMEImage(drawn.getvalue(), "png")
    picture.add_header("Content-ID", f"<{CODE_ID}>")
    picture.add_header("Content-Disposition", "inline", filename="qr.png")
    return picture


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
