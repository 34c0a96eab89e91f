"""Where mail that came back is fetched from: a Maildir, or a folder of an IMAP server.

A mail is marked as read only after what it says was committed, so that nothing is missed; reading
one twice does no harm.
"""

import imaplib
import mailbox
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

TIMEOUT = 60


class Unreachable(Exception):
    """The mailbox cannot be opened; the words say why."""


def in_maildir(folder: Path) -> Iterator[bytes]:
    """The mails of `new`, oldest first; each moves to `cur` once the next is asked for."""
    if not (folder / "new").is_dir():
        raise Unreachable(f"{folder} is no Maildir: it has no folder `new`.")
    box = mailbox.Maildir(folder, factory=None, create=False)
    for key in sorted(key for key, mail in box.iteritems() if mail.get_subdir() == "new"):
        yield box.get_bytes(key)
        mail = box[key]
        mail.set_subdir("cur")
        mail.add_flag("S")
        box[key] = mail


def in_imap(url: str, password: str) -> Iterator[bytes]:
    """The unseen mails of imaps://USER@HOST[:PORT]/FOLDER (imap:// without TLS); each is marked
    as seen once the next is asked for."""
    said = urlsplit(url)
    folder = unquote(said.path.strip("/")) or "INBOX"
    with _signed_in(said, password) as server:
        _expect(server.select(f'"{folder}"'))
        numbers = _expect(server.uid("search", "UNSEEN"))[0].split()
        for number in numbers:
            [found, *_rest] = _expect(server.uid("fetch", number, "(BODY.PEEK[])"))
            yield found[1]
            _expect(server.uid("store", number, "+FLAGS", r"(\Seen)"))


@contextmanager
def _signed_in(said, password: str) -> Iterator[imaplib.IMAP4]:
    if said.scheme not in ("imap", "imaps") or not (said.hostname and said.username):
        raise Unreachable("The mailbox must be imaps://USER@HOST/FOLDER.")
    try:
        server = _connected(said)
    except OSError as error:
        raise Unreachable(f"{said.hostname}: {error}") from error
    with server:
        try:
            server.login(unquote(said.username), password)
        except imaplib.IMAP4.error as error:
            raise Unreachable(f"{said.hostname}: {error}") from error
        yield server


def _connected(said) -> imaplib.IMAP4:
    if said.scheme == "imap":
        return imaplib.IMAP4(said.hostname, said.port or 143, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(said.hostname, said.port or 993, ssl_context=context, timeout=TIMEOUT)


def _expect(answer: tuple[str, list]) -> list:
    status, data = answer
    if status != "OK":
        raise Unreachable(f"The server answered {status}: {data}")
    return data
