"""What else two entries share, beside their words: a file, a vendor, a tool."""

from contest_portal.editions.models import FormField
from contest_portal.thai.folding import fold

TEXT, FILE = "text", "file"
MEANINGS = (FormField.Means.VENDOR, FormField.Means.TOOL)


def of(first: dict, second: dict, *, score: float, lowest: float) -> list[str]:
    """Of two snapshots: some of "text", "file", "vendor", "tool", the strongest first."""
    found = [TEXT] if score >= lowest else []
    if digests(first) & digests(second):
        found.append(FILE)
    return found + [means for means in MEANINGS if _said(first, means) & _said(second, means)]


def digests(snapshot: dict) -> set[str]:
    return {file["sha256"] for file in snapshot["files"]}


def _said(snapshot: dict, means: str) -> set[str]:
    said = (answer["value"] for answer in snapshot["answers"] if answer["means"] == means)
    return {fold(value) for value in said if isinstance(value, str) and value.strip()}
