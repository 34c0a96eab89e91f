"""A relay that asks to wait, does not know some mailboxes, and may turn everybody away."""

import random
import re

from aiosmtpd.smtp import AuthResult

from tests.notifications import sink as sinks

ASKED_TO_WAIT = 0.3  # of all tries
ONE_UNKNOWN_IN = 20  # mailboxes


class Relay(sinks.Sink):
    """To be served with its `options`."""

    def __init__(self) -> None:
        super().__init__()
        self.lets_in = True
        self.asked_to_wait = 0
        self._dice = random.Random(11)  # noqa: S311  (the same moods in each run)
        self.options = {
            "user": "portal:secret@",
            "authenticator": self._authenticate,
            "auth_require_tls": False,
        }

    def _authenticate(self, *_details: object) -> AuthResult:
        """Refused, it says 535."""
        return AuthResult(success=self.lets_in, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        self.answers[address] = self._answer(address)
        return await super().handle_RCPT(server, session, envelope, address, rcpt_options)

    def _answer(self, address: str) -> str:
        if is_unknown(address):
            return "550 5.1.1 no such user"
        if self._dice.random() < ASKED_TO_WAIT:
            self.asked_to_wait += 1
            return "451 4.7.1 greylisted"
        return "250 OK"


def is_unknown(address: str) -> bool:
    return int(re.sub(r"\D", "", address)) % ONE_UNKNOWN_IN == 0


def unknown_among(count: int) -> int:
    """Of the mailboxes numbered from 0."""
    return -(-count // ONE_UNKNOWN_IN)
