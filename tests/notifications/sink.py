"""A real mail server on this machine that answers as a test wants and keeps what it accepts."""

import email
import email.policy
import socket
import threading
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """`answer(address)` is "250 OK", "451 later", "550 no", or "drop" to hang up."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.accepted: list[email.message.EmailMessage] = []
        self.connections = 0
        self.senders: list[str] = []
        self.sender_answer: str | None = None
        self.before_answer = threading.Event()
        self.before_answer.set()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):  # noqa: N802
        if self.sender_answer:
            return self.sender_answer
        self.senders.append(address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        answer = self.answers.get(address, "250 OK")
        if answer == "drop":
            server.transport.close()
            return "421 hanging up"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.accepted.append(message)
        if self.answers.get("after data") == "drop":
            server.transport.close()
        return "250 queued"

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]).strip() for message in self.accepted]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(sink: Sink, **options: Any) -> Controller:
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    return controller
