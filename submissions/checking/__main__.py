"""Check one file, or draw some of its pages; prints what was found as one line of JSON.

    python -m submissions.checking check FILE FOLDER KIND,KIND…
    python -m submissions.checking draw  FILE FOLDER FIRST LAST
    python -m submissions.checking serve

FOLDER receives pictures: 001.webp, 002.webp, … . A check draws the first page only. `serve` takes
such orders from the socket that is its standard input, and forks for each.
"""

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from . import kinds
from .kinds import Family
from .limits import give_up_luxury
from .refusing import Refused


def check(file: Path, folder: Path, accepted: str) -> dict:
    with file.open("rb") as content:
        begins = content.read(kinds.ENOUGH_BYTES)
    try:
        family = kinds.family_at_sight(begins)
    except kinds.Unknown as unknown:
        return _refuse_unknown(file, str(unknown))
    found = LOOKS[family](file, folder, begins)
    if found["kind"] not in accepted.split(","):
        raise Refused("unknown")
    return found


def _refuse_unknown(file: Path, word: str) -> dict:
    if word == "old_office":
        from .offices import refuse_old

        refuse_old(file)
    raise Refused(word)


# Each look imports what it needs itself: starting takes as long as the imports do.


def _look_at_paper(file: Path, folder: Path, begins: bytes) -> dict:
    from . import drawing, papers

    pages = papers.inspect(file)
    return {"kind": kinds.PDF.name, "pages": pages, "to_draw": pages,
            "drawn": drawing.draw_pages(file, folder, range(1, 2))}  # fmt: skip


def _look_at_picture(file: Path, folder: Path, begins: bytes) -> dict:
    from . import pictures

    kind = kinds.picture_kind(begins)
    pictures.rewrite(file, folder, kind)
    return {"kind": kind.name, "to_draw": 1, "drawn": 1}


def _look_at_office(file: Path, folder: Path, begins: bytes) -> dict:
    from . import offices

    kind, warnings = offices.inspect(file)
    return {"kind": kind.name, "warnings": warnings}


def _look_at_film(file: Path, folder: Path, begins: bytes) -> dict:
    from . import films

    return {"kind": kinds.MP4.name, "seconds": films.inspect(file)}


LOOKS = {
    Family.PAPER: _look_at_paper,
    Family.PICTURE: _look_at_picture,
    Family.OFFICE: _look_at_office,
    Family.FILM: _look_at_film,
}


def draw(file: Path, folder: Path, first: str, last: str) -> dict:
    from . import drawing

    return {"drawn": drawing.draw_pages(file, folder, range(int(first), int(last) + 1))}


ORDERS: dict[str, Callable[..., dict]] = {"check": check, "draw": draw}


def carry_out(order: str, file: str, folder: str, *rest: str) -> dict:
    try:
        return ORDERS[order](Path(file), Path(folder), *rest)
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy"}


def serve() -> None:
    from . import prepared

    with socket.socket(fileno=sys.stdin.fileno()) as orders:
        prepared.serve(orders, carry_out)


def main(*order: str) -> None:
    if order == ("serve",):
        serve()
        return
    give_up_luxury()
    print(json.dumps(carry_out(*order)))  # the parent reads stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
