"""The data folder: database, papers, letters, keys, logs, and what is running on it just now."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from launcher.trouble import Trouble


@dataclass(frozen=True)
class DataFolder:
    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.expanduser().resolve())

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def secret_key(self) -> Path:
        return self.root / "secrets" / "secret_key"

    @property
    def link_key(self) -> Path:
        return self.root / "secrets" / "link_key"

    def make(self) -> None:
        """Folders and keys; those that exist are kept, because links in sent letters need them."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.logs, self.mail, self.root / "media"):
            folder.mkdir(exist_ok=True)
        for private in (self.run, self.secret_key.parent):
            private.mkdir(mode=0o700, exist_ok=True)
        for key in (self.secret_key, self.link_key):
            _make_key(key)

    def started_empty(self, *, empty: bool) -> bool:
        """Whether this folder is to stay without the demonstration: asked once, then remembered."""
        mark = self.root / "started-empty"
        if empty:
            mark.touch()
        return mark.exists()

    @contextmanager
    def held(self, *, by: str) -> Iterator[int]:
        """Hold the folder alone; gives the lock's descriptor.

        Children inherit the descriptor, so the folder stays held until the last of them is gone.
        """
        with self._lock.open("a+", encoding="utf-8") as lock:
            if not _try_lock(lock.fileno()):
                lock.seek(0)
                raise Trouble(
                    f"{self.root} is in use by {lock.read().strip() or 'another ./portal up'};"
                    " stop that one, or choose another folder with --data."
                )
            lock.truncate(0)
            lock.write(by)
            lock.flush()
            self._stack.unlink(missing_ok=True)
            yield lock.fileno()

    def remember_stack(self, addresses: dict[str, str]) -> None:
        """Let ./portal manage talk to the servers that are running now."""
        self._stack.write_text(json.dumps(addresses), encoding="utf-8")

    def running_stack(self) -> dict[str, str]:
        """Addresses of the servers now running on this folder; empty when nothing runs."""
        with suppress(FileNotFoundError), self._lock.open(encoding="utf-8") as lock:
            if not _try_lock(lock.fileno()):
                return json.loads(self._stack.read_text(encoding="utf-8"))
        return {}

    @property
    def _lock(self) -> Path:
        return self.run / "lock"

    @property
    def _stack(self) -> Path:
        return self.run / "stack.json"


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make_key(path: Path) -> None:
    """Readable by its owner alone, and written aside so that it is never half there."""
    if path.exists():
        return
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    aside.rename(path)
