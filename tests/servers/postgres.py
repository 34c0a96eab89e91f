"""A PostgreSQL cluster of one's own, as safe as in production, that can be killed and restarted."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import psycopg2

from tests.servers import needing

ACCOUNT = "postgres"  # the server refuses to run as root
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
PATIENCE = 60


class Postgres:
    """`settings` are the server's own, over the safe ones of docker-compose.yml."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self._programs = needing.postgres_programs()
        self.home = home / "postgres"
        self.data = self.home / "data"
        self.settings = {**SAFE, **(settings or {})}
        self.url = f"postgres://{ACCOUNT}@{str(self.home).replace('/', '%2F')}/portal"

    def create(self) -> None:
        self.home.mkdir(mode=0o755)
        if os.getuid() == 0:
            shutil.chown(self.home, ACCOUNT)
        access = ("--username", ACCOUNT, "--auth", "trust")
        self._run("initdb", "--pgdata", str(self.data), *access, "--encoding", "UTF8",
                  "--locale", "C.UTF-8")  # fmt: skip
        self.start()
        self._run("createdb", "--host", str(self.home), "--username", ACCOUNT, "portal")

    def start(self) -> None:
        self._control("start", "--options", self._options())

    def crash(self) -> None:
        """Kill every process of the server at once, as a power cut would, and start it again."""
        self._control("restart", "--mode", "immediate", "--options", self._options())

    def restart(self) -> None:
        """End every connection in good order, and start again."""
        self._control("restart", "--mode", "fast", "--options", self._options())

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._control("stop", "--mode", "immediate")

    def hold_log_writer(self) -> None:
        """What is committed asynchronously stays in memory from here on, until the next crash."""
        writer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        os.kill(self.ask(writer)[0][0], signal.SIGSTOP)

    def ask(self, sql: str, parameters: Iterable[Any] = ()) -> list[tuple]:
        """The rows of one query, over a connection of its own; [] for a statement without rows."""
        connection = psycopg2.connect(self.url)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql, tuple(parameters))
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def in_force(self) -> dict[str, str]:
        """What the running server says of the settings that keep a commit safe."""
        return {name: self.ask(f"SHOW {name}")[0][0] for name in SAFE}

    def version(self) -> str:
        return self.ask("SHOW server_version")[0][0].split()[0]

    def _options(self) -> str:
        given = {**self.settings, "listen_addresses": "", "unix_socket_directories": str(self.home)}
        return " ".join(f"-c {name}={value}" for name, value in given.items())

    def _control(self, *arguments: str) -> None:
        log = ("--log", str(self.home / "log"))
        where = ("--pgdata", str(self.data), "--wait", "--silent", "--timeout", str(PATIENCE))
        self._run("pg_ctl", *where, *log, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, cwd="/", timeout=2 * PATIENCE,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"{program} {arguments[-1]}: {done.stderr}")
