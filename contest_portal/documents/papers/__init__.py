"""Official papers as PDF: a typst template of the folder `templates`, and facts as JSON.

Whatever people typed reaches the template as data and is set as text: it cannot run as markup. A
paper is drawn when somebody asks for it, in a process of its own with limits on memory, processor
time and output. The same facts give the same bytes: fonts come from the project, no clock is read.
"""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from contest_portal.refusals import NotAllowed

PRESS = Path(__file__).parent / "press.py"
TEMPLATES = Path(__file__).parent / "templates"
FONTS = settings.BASE_DIR / "var" / "fonts"
PATIENCE_SECONDS = 20
AT_ONCE = 2  # in one process of the portal: whoever comes third waits

_presses = BoundedSemaphore(AT_ONCE)


class CannotDraw(Exception):
    """The press failed; says what it said."""


def draw(template: str, facts: dict, *, dated: datetime) -> bytes:
    """A PDF/A of the template `<template>.typ`; `dated` is the day that the file says it is of.

    `facts` hold strings, lists and mappings of strings, as the template expects them.
    Raises NotAllowed when the presses are busy, CannotDraw when the paper cannot be drawn.
    """
    order = {
        "template": str(TEMPLATES / f"{template}.typ"),
        "root": str(TEMPLATES),
        "fonts": str(FONTS),
        "facts": {**facts, "dated": list(dated.astimezone(UTC).timetuple()[:6])},
    }
    if not _presses.acquire(timeout=PATIENCE_SECONDS):
        raise NotAllowed(
            _("Many papers are being drawn at the moment."),
            next_step=_("Try again in a minute. The page itself can be printed meanwhile."),
        )
    try:
        return _pressed(json.dumps(order).encode())
    finally:
        _presses.release()


def qr_drawing(address: str) -> str:
    """The QR code of an address as an SVG document, for a template."""
    drawing = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(drawing, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return drawing.getvalue().decode()


def _pressed(order: bytes) -> bytes:
    """The child gets no secret from our environment."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(PRESS)], input=order, env=environment, capture_output=True,
            check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise CannotDraw("The press took too long.") from error
    if ended.returncode != 0:
        raise CannotDraw(ended.stderr.decode("utf-8", "replace")[-1000:])
    return ended.stdout
