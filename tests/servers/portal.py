"""The portal behind its front door: PostgreSQL, Valkey, granian and nginx, as in production."""

import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher import stack, valkey
from launcher.children import Child, Program
from launcher.data_folder import DataFolder
from launcher.places import CHECKOUT
from tests.journey.stack import free_port
from tests.load.seeding import Caller
from tests.servers import web
from tests.servers.front_door import FrontDoor
from tests.servers.postgres import Postgres

START_SECONDS = 120
KEY = "a-key-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz"


@dataclass
class Celery:
    """A worker and its timetable, as `./portal up` starts them, but nobody starts them again."""

    worker: Child
    beat: Child

    @property
    def lives(self) -> bool:
        return self.worker.is_ready() and self.beat.is_ready()


@dataclass
class Portal:
    """Running servers; `environment` is what its processes were given."""

    home: Path
    postgres: Postgres
    door: FrontDoor
    environment: dict[str, str]
    web: Child
    broker: Child

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.door.port}"

    def manage(self, *arguments: str) -> str:
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        """What a Python process with the portal's settings says; it must end well."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=CHECKOUT, env=self.environment, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{arguments}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def seed(self, count: int, entries: str = "complete") -> list[Caller]:
        """New signed-in people, each of another organisation, with an entry in that state."""
        said = self.python("-m", "tests.load.seeding", str(count), entries)
        self.postgres.ask("VACUUM ANALYZE")
        self.postgres.ask("CHECKPOINT")
        return [Caller(**json.loads(line)) for line in said.splitlines()]

    @contextmanager
    def beside(self, name: str, application: str, settings: str) -> Iterator[FrontDoor]:
        """Another application on the same database, behind a front door of its own."""
        home = self.home / name
        home.mkdir()
        ports, path = (free_port(), free_port()), self.home / f"{name}.sock"
        door = FrontDoor(home, ports=ports, web_socket=path, media=self.home / "data" / "media")
        given = self.environment | {"DJANGO_SETTINGS_MODULE": settings, "LIMITS_FOLDER": str(home)}
        with ExitStack() as ending:
            for program in (web.program(path, name=name, application=application), door.prepare()):
                child = _child(home, program, given)
                ending.callback(child.stop)
                child.start()
                wait_for(child)
            yield door

    @contextmanager
    def with_celery(self, **environment: str) -> Iterator[Celery]:
        """Background work beside the web process."""
        data = DataFolder(self.home / "data")
        data.run.mkdir(exist_ok=True)
        programs = (stack.worker(), stack.beat(data))
        given = self.environment | environment
        children = [_child(self.home, program, given) for program in programs]
        with ExitStack() as ending:
            for child in children:
                ending.callback(child.stop)
                child.start()
            yield Celery(*children)

    def silent_parts(self) -> list[str]:
        """What /readyz names to somebody who watches from outside."""
        trust = ssl.create_default_context(cafile=str(self.door.certificate))
        line = http.client.HTTPSConnection("localhost", self.door.port, timeout=20, context=trust)
        try:
            line.request("GET", "/readyz")
            return json.loads(line.getresponse().read())["silent"]
        finally:
            line.close()

    def logged(self, part: str) -> str:
        return (self.home / f"{part}.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(
    *, postgres: Mapping[str, str] | None = None, nginx: Mapping[str, str] | None = None,
    **environment: str,
) -> Iterator[Portal]:  # fmt: skip
    """`postgres` are other settings of the server, `nginx` other words of its configuration."""
    with ExitStack() as ending:
        home = ending.enter_context(_short_folder())
        cluster = Postgres(home, postgres)
        media = home / "data" / "media"
        ports = (free_port(), free_port())
        door = FrontDoor(home, ports=ports, web_socket=home / "web.sock", media=media)
        media.mkdir(parents=True)
        ending.callback(cluster.stop)
        cluster.create()
        given = _environment(home, cluster, door) | environment
        workers = _child(home, web.program(home / "web.sock"), given)
        broker = _child(home, valkey.program(home / "valkey.sock"), given)
        portal = Portal(home, cluster, door, given, workers, broker)
        portal.manage("migrate", "--no-input", "-v0")
        for child in (
            portal.broker,
            portal.web,
            _child(home, door.prepare(nginx), given),
        ):
            ending.callback(child.stop)
            child.start()
            wait_for(child)
        yield portal


def _environment(home: Path, cluster: Postgres, door: FrontDoor) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "contest_portal.settings",
        "DATABASE_URL": cluster.url,
        "PORTAL_DATA": str(home / "data"),
        "PORTAL_REDIS_URL": f"unix://{home / 'valkey.sock'}",
        "PORTAL_ORIGIN": f"https://localhost:{door.port}",
        "PORTAL_TRUSTED_PROXY": "1",
        "PORTAL_ENVIRONMENT": "test",
        "PORTAL_SECRET_KEY": KEY,
        "PORTAL_LINK_KEY": KEY[::-1],
        "PYTHONPATH": str(CHECKOUT),
    }


def _child(home: Path, program: Program, environment: Mapping[str, str]) -> Child:
    return Child(program, environment, home / f"{program.name}.log")


def wait_for(child: Child) -> None:
    until = time.monotonic() + START_SECONDS
    while not child.is_ready():
        assert child.process.poll() is None, f"{child.program.name}:\n{child.last_lines()}"
        assert time.monotonic() < until, f"{child.program.name} is not ready"
        time.sleep(0.05)


@contextmanager
def _short_folder() -> Iterator[Path]:
    """Unix sockets have short paths only; PostgreSQL's own account has to walk through."""
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
