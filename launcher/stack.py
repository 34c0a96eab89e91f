"""The processes of a running portal, in the order they start; they stop in the reverse order."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from launcher import valkey
from launcher.children import Program
from launcher.data_folder import DataFolder
from launcher.places import PYTHON
from launcher.ports import free_port
from launcher.probes import accepts_connections, answers_http


@dataclass(frozen=True)
class Stack:
    """Programs, and the addresses by which they find each other."""

    port: int
    programs: list[Program]
    addresses: dict[str, str]


@contextmanager
def stack(data: DataFolder, *, port: int, given: Mapping[str, str]) -> Iterator[Stack]:
    """A server whose address the caller gives is used as it is and not started here."""
    smtp_port = free_port()
    with valkey.socket_path(data) as socket:
        addresses = {
            "PORTAL_ORIGIN": f"http://localhost:{port}",
            "PORTAL_REDIS_URL": f"unix://{socket}",
            "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        }
        programs = []
        if not given.get("PORTAL_REDIS_URL"):
            programs.append(valkey.program(socket))
        if not given.get("PORTAL_SMTP_URL"):
            programs.append(mail(data, smtp_port))
        yield Stack(port, [*programs, worker(), beat(data), web(port)], addresses)


def mail(data: DataFolder, port: int) -> Program:
    """The mail catcher: what the portal sends lies in the data folder as .eml files."""
    command = python("manage.py", "catch_mail", "--port", str(port), "--dir", str(data.mail))
    return Program("mail", command, is_ready=lambda: accepts_connections(port))


def web(port: int) -> Program:
    """Killed outright, granian would leave its own worker behind: it is asked instead."""
    return Program(
        "web",
        python(
            *("-m", "granian", "--interface", "wsgi", "contest_portal.wsgi:application"),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "16", "--workers-kill-timeout", "5"),
        ),
        is_ready=lambda: answers_http(port, "/healthz"),
        death_signal=signal.SIGTERM,
    )


def worker() -> Program:
    """The grace lets a letter that is being sent be finished."""
    return Program("worker", celery("worker", "--pool=threads", "-c", "2"), grace=30.0)


def beat(data: DataFolder) -> Program:
    return Program("beat", celery("beat", "--schedule", str(data.run / "beat-schedule")))


def celery(*arguments: str) -> list[str]:
    return python("-m", "celery", "-A", "contest_portal", *arguments)


def python(*arguments: str) -> list[str]:
    return [str(PYTHON), *arguments]
