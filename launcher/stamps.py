"""Stamps: a step is done again only when what it was made from has changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """A small file that remembers for which sources a step was last finished."""

    path: Path
    sources: str

    def is_fresh(self) -> bool:
        return self.path.is_file() and self.path.read_text(encoding="ascii") == self.sources

    def press(self) -> None:
        """Call it last: an interrupted step must look as if it had never begun."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.sources, encoding="ascii")


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, and of all files below folders."""
    total = hashlib.sha256()
    for path in sorted(set(_files(paths))):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path}\0{content}\n".encode())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (below for below in path.rglob("*") if below.is_file())
        elif path.is_file():
            yield path
