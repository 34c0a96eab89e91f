"""Check one PDF and draw its pages; prints what was found as one line of JSON."""

import json
import sys
from pathlib import Path

from .drawing import draw_pages
from .inspecting import Refused, inspect
from .limits import give_up_luxury


def main(file: Path, folder: Path) -> dict:
    """`folder` receives 001.webp, 002.webp, … ."""
    try:
        pages = inspect(file)
        return {"pages": pages, "drawn": draw_pages(file, folder)}
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy"}


if __name__ == "__main__":
    give_up_luxury()
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))  # the parent reads stdout
