"""The mail relay: where it is, whether we may use it, and one conversation with it."""

import smtplib
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from types import TracebackType
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

CONNECT_SECONDS = 10
# Four exchanges a mail: together less than the lease, so that a live worker is never overtaken.
EXCHANGE_SECONDS = 20
PRODUCTION = "production"
MAILBOX_FULL = (552, "5.2.2")


class Stage(StrEnum):
    """What was being said when the relay answered."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True)
class Reply:
    stage: Stage
    code: int
    text: str

    @property
    def is_yes(self) -> bool:
        return 200 <= self.code < 300

    @property
    def means_later(self) -> bool:
        """4xx, and a full mailbox, which RFC 5321 lets servers call permanent."""
        code, enhanced = MAILBOX_FULL
        return 400 <= self.code < 500 or (self.code == code and self.text.startswith(enhanced))


class RelayForbidden(Exception):
    """The relay is not on this machine, and this is not production."""


def refuse_foreign_relay() -> None:
    """Only production may write to the world: anything else might hold a copy of its addresses."""
    in_production = settings.PORTAL_ENVIRONMENT == PRODUCTION and not settings.PORTAL_DEMO
    if not in_production and not is_on_this_machine(_address().hostname or ""):
        raise RelayForbidden(
            f"PORTAL_SMTP_URL names {_address().hostname}, and PORTAL_ENVIRONMENT is "
            f"{settings.PORTAL_ENVIRONMENT!r}: only {PRODUCTION!r} may use a relay elsewhere."
        )


def name() -> str:
    """Host and port, without the password: the relay as other modules know it."""
    address = _address()
    return f"{address.hostname}:{address.port or ''}"


def is_on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Relay:
    """At most one connection, opened when it is first needed.

    Raises OSError (smtplib's own errors are of that kind) when the relay cannot be talked to.
    """

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Relay":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        if self._smtp is None:
            refuse_foreign_relay()
            self._smtp = _connection(_address())

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except OSError:
                smtp.close()

    def hand_over(self, *, sender: str, address: str, content: bytes) -> Reply:
        """Offer one mail. The reply is the relay's first no, or its last yes."""
        self.open()
        try:
            reply = self._offer(sender, address, content)
        except OSError:
            self._drop()
            raise
        if not reply.is_yes:
            self._start_afresh(reply)
        return reply

    def _offer(self, sender: str, address: str, content: bytes) -> Reply:
        smtp = self._smtp
        reply = _reply(Stage.SENDER, smtp.mail(sender))
        if reply.is_yes:
            reply = _reply(Stage.RECIPIENT, smtp.rcpt(address))
        if reply.is_yes:
            reply = _reply(Stage.CONTENT, _send_content(smtp, content))
        return reply

    def _start_afresh(self, reply: Reply) -> None:
        """421 announces that the relay hangs up."""
        if reply.code == 421:
            self._drop()
        else:
            self._smtp.rset()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _send_content(smtp: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    try:
        return smtp.data(content)
    except smtplib.SMTPDataError as refusal:
        return refusal.smtp_code, refusal.smtp_error


def _reply(stage: Stage, answer: tuple[int, bytes]) -> Reply:
    code, text = answer
    if code < 0:
        raise smtplib.SMTPServerDisconnected("The relay hung up.")
    return Reply(stage, code, text.decode("utf-8", "replace"))


def _connection(address: SplitResult) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    smtp = kind(
        address.hostname,
        address.port or 0,
        local_hostname=settings.PORTAL_MAIL_DOMAIN,
        timeout=CONNECT_SECONDS,
    )
    if address.scheme == "smtp+tls":
        smtp.starttls()
    smtp.ehlo_or_helo_if_needed()
    if address.username:
        smtp.login(unquote(address.username), unquote(address.password or ""))
    smtp.sock.settimeout(EXCHANGE_SECONDS)
    return smtp


def _address() -> SplitResult:
    return urlsplit(settings.PORTAL_SMTP_URL)
