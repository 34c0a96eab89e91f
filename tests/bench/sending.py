"""How fast circulars are owed and sent, beside smtplib that writes and sends the same mails.

`python -m tests.bench.sending [circulars]` starts PostgreSQL and mail servers of its own. Each
letter to a province carries a signed PDF of 200 KB.
"""

import os
import re
import smtplib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.mime.image import MIMEImage
from importlib import import_module
from io import BytesIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

import segno
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from launcher.children import Child, Program
from launcher.ports import free_port
from launcher.probes import accepts_connections
from tests.load.figures import machine, median, table
from tests.servers import portal as servers
from tests.servers.portal import Portal, wait_for

ROUNDS = 3
LINK = re.compile(r"http\S+/letters/\S+")
PDF_BYTES = 200_000
MILLISECONDS = (0, 15)
HEAD = ["server takes", "smtplib, mails/s", "outbox, mails/s", "share"]


@contextmanager
def sink(home: Path, milliseconds: float) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.slow_sink", str(port), str(milliseconds)]
    program = Program("sink", command, is_ready=lambda: accepts_connections(port))
    child = Child(program, dict(os.environ), home / "sink.log")
    child.start()
    try:
        wait_for(child)
        yield port
    finally:
        child.stop()


def approved(count: int, *, with_laos: bool = False) -> list:
    """So many circulars to 76 provinces, and on wish to all LAOs, ready to be released."""
    from contest_portal import clock
    from contest_portal.editions.models import Edition
    from notifications.circulars import issuing, on_paper
    from notifications.circulars.audience import Audience
    from tests.notifications.factories import make_content, make_officers

    at, (author, second) = clock.now(), make_officers()
    ready = []
    for _number in range(count):
        content = make_content(audience=Audience(with_laos=with_laos))
        circular = issuing.prepare(Edition.objects.current(), content, by=author, at=at)
        circular = on_paper.bring(circular, os.urandom(PDF_BYTES), by=author, at=at)
        circular = issuing.hand_over(circular, by=author, at=at)
        ready.append(on_paper.approve(circular, by=second, at=at))
    return ready


def release(ready: list) -> float:
    """Seconds until all their letters are owed."""
    from contest_portal import clock
    from notifications.circulars import issuing

    begun = time.monotonic()
    for circular in ready:
        issuing.release(circular, by=circular.approved_by, at=clock.now())
    return time.monotonic() - begun


def told(ready: list) -> str:
    begun = time.process_time()
    seconds, own = release(ready), time.process_time() - begun
    copies = sum(circular.recipients.count() for circular in ready)
    return f"{copies} mails owed in {seconds:.1f} s, {own:.1f} s of them this process's own"


def code(url: str) -> MIMEImage:
    """A letter shows the QR code of its recipient's link."""
    drawn = BytesIO()
    segno.make(url, error="m", mask=2).save(drawn, kind="png", scale=4, border=2)
    return MIMEImage(drawn.getvalue(), "png")


def by_smtplib(messages: list, port: int) -> float:
    """Mails a second over one connection: write, send, forget."""
    pdf = os.urandom(PDF_BYTES)
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for message in messages:
            mail = EmailMultiAlternatives(
                message.subject, message.text, message.sender, [message.address],
                headers={"Message-ID": message.message_id},
            )  # fmt: skip
            mail.attach_alternative(message.html, "text/html")
            mail.attach(code(LINK.search(message.text)[0]))
            mail.attach("หนังสือ.pdf", pdf, "application/pdf")
            content = mail.message().as_bytes(linesep="\r\n")
            line.sendmail("saraban@portal.example", [message.address], content)
    return len(messages) / (time.monotonic() - begun)


def by_outbox(messages: list) -> float:
    from notifications.mailing import outbox

    begun = time.monotonic()
    ends = outbox.drain(seconds=600)
    seconds = time.monotonic() - begun
    assert ends == {"accepted": len(messages)}
    return len(messages) / seconds


def compared(circulars: int, port: int) -> tuple[float, float]:
    """The medians of rounds in turn."""
    from notifications.models import Message

    raw, ours = [], []
    for _round in range(ROUNDS):
        release(approved(circulars))
        messages = list(Message.objects.filter(state="queued"))
        raw.append(by_smtplib(messages, port))
        ours.append(by_outbox(messages))
    return median(raw), median(ours)


def rows(portal: Portal, circulars: int) -> Iterator[list[object]]:
    for milliseconds in MILLISECONDS:
        with sink(portal.home, milliseconds) as port:
            settings.PORTAL_SMTP_URL = f"smtp://127.0.0.1:{port}"
            raw, ours = compared(circulars, port)
        yield [f"{milliseconds} ms", f"{raw:.0f}", f"{ours:.0f}", f"{ours / raw:.2f}"]


def fill(portal: Portal) -> None:
    """A contest, and a mailbox for every LAO."""
    from contest_portal.registry.models import LAO, Contact
    from tests.load import seeding

    seeding.seed(1, "none")
    Contact.objects.bulk_create(
        Contact(lao=lao, address=f"saraban@{lao.code}.example".lower(), source="-", main=True)
        for lao in LAO.objects.in_register()
    )
    portal.postgres.ask("VACUUM ANALYZE")


def main() -> None:
    circulars = int((sys.argv[1:] or ["4"])[0])
    with servers.running() as portal:
        os.environ.update(portal.environment)
        import django

        django.setup()
        import_module("contest_portal.wsgi")  # as a web process stands before its first request
        fill(portal)
        print(machine())
        print(table(HEAD, rows(portal, circulars)))
        owed = [told(approved(1, with_laos=True)) for _round in range(ROUNDS)]
        print("\n".join(owed))


if __name__ == "__main__":
    main()
