"""Pages as pictures, so that nobody needs a PDF viewer to read an entry."""

from pathlib import Path

import pypdfium2

from .limits import MOST_DRAWN

DOTS_PER_INCH = 110
POINTS_PER_INCH = 72
LONGEST_SIDE = 1800
QUALITY = 75


def draw_pages(file: Path, folder: Path) -> int:
    """Write 001.webp, 002.webp, …; returns how many."""
    with pypdfium2.PdfDocument(file) as document:
        drawn = min(len(document), MOST_DRAWN)
        for number in range(drawn):
            _draw(document[number], folder / f"{number + 1:03d}.webp")
    return drawn


def _draw(page: pypdfium2.PdfPage, picture: Path) -> None:
    """A page larger than paper is drawn smaller: no picture is longer than LONGEST_SIDE dots."""
    longest = max(*page.get_size(), 1)
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
    page.render(scale=scale).to_pil().convert("RGB").save(picture, "WEBP", quality=QUALITY)
