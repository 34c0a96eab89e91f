"""What went wrong, in one line that says what to do."""

import errno
import shutil
import tempfile
from pathlib import Path

from launcher.places import CHECKOUT

FULL_DISK = "the disk is full; free about 1 GB and run this again"
ENOUGH_BYTES = 10_000_000

# What tools write when they fail -> what the reader can do about it.
SYMPTOMS = {
    FULL_DISK: ("No space left on device", "ENOSPC", "database or disk is full"),
    "this Python cannot make virtual environments; install python3-venv"
    " (Debian, Ubuntu: apt install python3-venv) and run this again": (
        "ensurepip",
        "No module named venv",
    ),
    "a download differs from its recorded hash; run this again, or check your package mirror": (
        "DO NOT MATCH THE HASHES",
        "EINTEGRITY",
    ),
    "the server's certificate is not trusted; name your proxy's CA in PIP_CERT"
    " and NODE_EXTRA_CA_CERTS": (
        "CERTIFICATE_VERIFY_FAILED",
        "SELF_SIGNED_CERT",
        "UNABLE_TO_GET_ISSUER_CERT",
    ),
    "the package index cannot be reached; check the network, the proxy or the mirror settings": (
        "Could not find a version that satisfies",
        "Failed to establish a new connection",
        "Max retries exceeded",
        "Read timed out",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ECONNRESET",
        "ETIMEDOUT",
    ),
    "the database cannot be reached; check DATABASE_URL": (
        "connection to server",
        "could not translate host name",
    ),
    "the database file cannot be written; check the data folder": (
        "unable to open database file",
        "attempt to write a readonly database",
    ),
}


class Trouble(Exception):
    """Ends the command: its text is printed on one line, without a traceback."""


def diagnosis(output: str) -> str:
    """The cause of a failure as far as a tool's output or the disk shows it; empty when unknown."""
    for advice, signs in SYMPTOMS.items():
        if any(sign in output for sign in signs):
            return advice
    return FULL_DISK if _a_disk_is_full() else ""


def told(error: OSError) -> str:
    """An error of the operating system as one line."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{FULL_DISK}."
    if error.filename:
        return f"{error.filename}: {error.strerror}; check the folder and its owner."
    return f"{error.strerror or error}."


def _a_disk_is_full() -> bool:
    """The output alone may not tell: on a full disk nothing more can be written to a log."""
    folders = (CHECKOUT, Path(tempfile.gettempdir()))
    return any(shutil.disk_usage(folder).free < ENOUGH_BYTES for folder in folders)
