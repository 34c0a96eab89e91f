"""Read mail that came back: one from a pipe, or all new ones of a Maildir or an IMAP folder."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contest_portal import clock
from notifications.carrying import bouncing, mailboxes


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--pipe", action="store_true", help="one mail on standard input")
        source.add_argument("--maildir", type=Path, metavar="FOLDER")
        source.add_argument(
            "--imap", metavar="URL",
            help="imaps://USER@HOST/FOLDER; the password stands in PORTAL_BOUNCE_PASSWORD",
        )  # fmt: skip
        parser.add_argument("--to", default="", help="with --pipe: the envelope's recipient")

    def handle(self, *args, to: str, **options) -> None:
        ends: Counter = Counter()
        try:
            for raw in _mails(**options):
                ends[bouncing.receive(raw, at=clock.machine_now(), to=to)] += 1
        except mailboxes.Unreachable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{count} {end}" for end, count in ends.items()) or "-")


def _mails(*, pipe: bool, maildir: Path | None, imap: str | None, **_others) -> Iterator[bytes]:
    if pipe:
        yield sys.stdin.buffer.read(bouncing.MOST_BYTES + 1)
    elif maildir:
        yield from mailboxes.in_maildir(maildir)
    else:
        yield from mailboxes.in_imap(imap, os.environ.get("PORTAL_BOUNCE_PASSWORD", ""))
