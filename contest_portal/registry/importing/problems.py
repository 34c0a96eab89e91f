"""What is wrong with a file, line by line. One problem is enough to refuse all of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


class Nonsense(ValueError):
    """A line cannot be what it claims to be, in words."""


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1 as an editor shows it; 0 when no single line is to blame."""

    line: int
    words: str
    file: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.words
        place = _("line %(line)s") % {"line": self.line}
        return f"{self.file} {place}: {self.words}".lstrip()


class Refused(Exception):
    """The file was refused and nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Problems:
    """Collects what is wrong with one file, so that a person can mend all of it at once."""

    file: str
    found: list[Problem] = field(default_factory=list)

    @contextmanager
    def at(self, line: int) -> Iterator[None]:
        try:
            yield
        except Nonsense as nonsense:
            self.found.append(Problem(line, str(nonsense), self.file))

    def refuse_if_any(self) -> None:
        if self.found:
            raise Refused(self.found)
