"""Run the mail catcher until told to stop."""

import signal
import threading
from pathlib import Path

from django.core.management.base import BaseCommand

from contest_portal.demonstration.catching import catcher

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Command(BaseCommand):
    help = "Catch every mail on a local port and keep it as a file; nothing is delivered."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="in a container: 0.0.0.0")
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--dir", type=Path, required=True)

    def handle(self, *, host: str, port: int, dir: Path, **options) -> None:  # noqa: A002
        told_to_stop = threading.Event()
        for each in STOPPING:  # handled, not blocked: libraries may have threads of their own
            signal.signal(each, lambda *_: told_to_stop.set())
        server = catcher(dir, host=host, port=port)
        server.start()
        self.stdout.write(f"listening on {host}:{port}")
        self.stdout.flush()
        told_to_stop.wait()
        server.stop()
