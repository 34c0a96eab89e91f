"""A web process like the real one, on a data folder of its own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

from launcher.places import CHECKOUT
from launcher.ports import free_port
from tests.browser.worlds import KEYS

START_SECONDS = 60
SECRETS = {name: f"only for tests {name} " * 3 for name in ("PORTAL_SECRET_KEY", "PORTAL_LINK_KEY")}
NOWHERE = "smtp://127.0.0.1:9"  # mails stay in the outbox


def environment(data: Path, **more: str) -> dict[str, str]:
    """No server of the caller's is used: what a browser sees does not depend on them."""
    theirs = ("PORTAL_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    own = {"PORTAL_DATA": str(data), "PORTAL_DEMO": "1", "PORTAL_SMTP_URL": NOWHERE}
    return {**kept, **SECRETS, **own, "DJANGO_SETTINGS_MODULE": "contest_portal.settings", **more}


class Portal:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.keys: dict[str, str] = json.loads((data / KEYS).read_text())

    def __enter__(self) -> "Portal":
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    def start(self) -> None:
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("contest_portal.wsgi:application", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "4"),
        ]
        env = environment(self.data, PORTAL_ORIGIN=self.origin)
        with (self.data / "web.log").open("a") as log:
            self._process = subprocess.Popen(
                command, cwd=CHECKOUT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def crash(self) -> None:
        """Its processes end as when somebody pulls the plug."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)

    def manage(self, *words: str) -> None:
        """One command of manage.py, beside the running process."""
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=CHECKOUT, check=True, capture_output=True,
            env=environment(self.data, PORTAL_ORIGIN=self.origin),
        )  # fmt: skip

    def change(self, sql: str, *values: object) -> None:
        """One statement in its database."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3")) as database, database:
            database.execute(sql, values)

    def row(self, sql: str, *values: object) -> tuple:
        """The first row that a query finds."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3")) as database:
            return database.execute(sql, values).fetchone()

    def memory(self) -> int:
        """Bytes that its processes hold in memory now (their own pages and shared ones)."""
        return sum(
            int(words[1]) * os.sysconf("SC_PAGE_SIZE")
            for folder in Path("/proc").glob("[0-9]*")
            if (words := _read(folder / "statm").split())
            and _read(folder / "stat").rpartition(") ")[2].split()[2] == str(self._process.pid)
        )

    def last_mail_to(self, address: str) -> str:
        """The text of the newest mail in the outbox."""
        words = "SELECT text FROM notifications_message WHERE address = ? ORDER BY queued_at DESC"
        return self.row(words, address)[0]

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urlopen(f"{self.origin}/healthz", timeout=5).close()
                return
            except OSError:  # nobody listens yet, or somebody who is still starting
                time.sleep(0.1)
        raise AssertionError((self.data / "web.log").read_text())


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # the process has ended
        return "0 0 0 0"
