"""The machine's own Chromium, for tests and pictures; none is ever downloaded."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = f"no Chromium is on PATH ({', '.join(NAMES)})"


def find() -> str | None:
    """Where the browser is; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
