"""Pages as pictures, so that nobody needs a PDF viewer to read an entry."""

from pathlib import Path

import pypdfium2

DOTS_PER_INCH = 110
POINTS_PER_INCH = 72
LONGEST_SIDE = 1800
QUALITY = 75
EFFORT = 2  # of 0 to 6: half the time of 4, the usual, for 3 % more bytes


def draw_pages(file: Path, folder: Path, numbers: range) -> int:
    """Write the pages of these numbers, from 1, as 001.webp, 002.webp, …; returns the last."""
    with pypdfium2.PdfDocument(file) as document:
        for number in numbers:
            _draw(document[number - 1], picture_in(folder, number))
    return numbers[-1]


def picture_in(folder: Path, number: int) -> Path:
    return folder / f"{number:03d}.webp"


def _draw(page: pypdfium2.PdfPage, picture: Path) -> None:
    """A page larger than paper is drawn smaller: no picture is longer than LONGEST_SIDE dots."""
    longest = max(*page.get_size(), 1)
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    drawn.save(picture, "WEBP", quality=QUALITY, method=EFFORT)
    page.close()
