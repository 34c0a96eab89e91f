"""The machine's own Chromium, for tests and pictures; none is ever downloaded."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = f"no Chromium is on PATH ({', '.join(NAMES)})"
# Nothing but our pages: no first-run pages, no updates, no talk with its maker.
QUIET = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Where the browser is; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def options() -> dict:
    """How Playwright starts it. Root may not run it in its sandbox."""
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    return {"executable_path": find(), "args": flags}
