"""One line of a home page: what to do, how much of it waits, where, and how pressing it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

RESTING = ("done", "idle")


@dataclass(frozen=True)
class Step:
    """`kind` is a status chip's kind; `words` say how much waits; `state` replaces the chip's."""

    heading: str
    words: str
    url: str
    kind: str = "info"
    state: str = ""

    @property
    def chip(self) -> str:
        usual = {
            "warn": _("Waits for you"),
            "done": _("In order"),
            "info": _("Next"),
            "idle": _("Not at this stage yet"),
            "stop": _("Refused"),
        }
        return self.state or usual[self.kind]

    @property
    def rests(self) -> bool:
        return self.kind in RESTING


def counted(heading: str, words: str, count: int, url: str, *, begun: bool) -> Step:
    """Work that comes in pieces: in order only where there has been some, and none is left."""
    if count:
        return Step(heading, words.format(count=count), url, "warn")
    if begun:
        return Step(heading, _("Nothing is left to do"), url, "done")
    return Step(heading, _("There is nothing to do here yet"), url, "idle")
