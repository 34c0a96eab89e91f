"""The whole portal as an operator starts it: web, worker and beat as processes of their own."""

import email
import email.policy
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 240
MAIL_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stack:
    """A running portal, its command line and its mail catcher's letters."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self.environment = environment
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "portal", "up", "--empty", "--port", str(self.port)]
        self._output = (self.data / "up.log").open("w+")
        self._process = subprocess.Popen(
            [*command, "--data", str(self.data)],
            cwd=ROOT, env=self.environment, stdout=self._output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            said = (self.data / "up.log").read_text()
            if f"ready: {self.origin}/" in said:
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.2)
        raise AssertionError(f"the portal did not start:\n{said}")

    def stop(self) -> int:
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=60)
        self._output.close()
        return code

    def manage(self, *arguments: str) -> str:
        result = subprocess.run(
            [sys.executable, "portal", "manage", "--data", str(self.data), *arguments],
            cwd=ROOT, env=self.environment | {"PORTAL_ORIGIN": self.origin},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, f"{arguments}:\n{result.stdout}\n{result.stderr}"
        return result.stdout

    def mails(self, to: str | None = None) -> list[EmailMessage]:
        """The catcher's letters, oldest first."""
        paths = sorted((self.data / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        letters = [
            email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in paths
        ]
        return [letter for letter in letters if to is None or to in str(letter["To"])]

    def wait_for_mails(self, count: int, to: str | None = None) -> list[EmailMessage]:
        until = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < until:
            found = self.mails(to)
            if len(found) >= count:
                return found
            time.sleep(0.2)
        raise AssertionError(f"{len(self.mails(to))} of {count} mails to {to or 'anybody'} came")


def _letter(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def links_in(letter: EmailMessage) -> list[str]:
    return re.findall(r"https?://\S+", text_of(letter))


@contextmanager
def own_database(url: str | None):
    """A new, empty PostgreSQL database on the server that DATABASE_URL names; None without one."""
    if not url or not url.startswith("postgres"):
        yield None
        return
    name = f"journey_{uuid.uuid4().hex[:12]}"
    _on_server(url, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        _on_server(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


@contextmanager
def running(data: Path):
    with own_database(os.environ.get("DATABASE_URL")) as database:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
        kept.pop("DATABASE_URL", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        environment = kept | ({"DATABASE_URL": database} if database else {})
        if "PORTAL_REDIS_URL" in os.environ:
            environment["PORTAL_REDIS_URL"] = os.environ["PORTAL_REDIS_URL"]
        stack = Stack(data, environment)
        stack.start()
        try:
            yield stack
        finally:
            stack.stop()
