"""The receipt as an official paper: the frozen snapshot in the words of the template.

Everything comes from the snapshot, so that the same receipt is the same file whenever it is drawn.
"""

import re
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.documents import papers
from contest_portal.documents.digests import in_groups
from contest_portal.thai import dates
from contest_portal.thai.measures import file_size_words
from submissions.models import Submission

from . import printed, receipts

TEMPLATE = "receipt"
LONG_RUN = re.compile(r"[!-~]{40,}")  # Latin without a space, such as a web address
A_BREAK = "\u200b"
EVERY = 8


def draw(submission: Submission) -> bytes:
    """The PDF. Raises what `papers.draw` raises."""
    return papers.draw(TEMPLATE, facts(submission), dated=submission.arrived_at)


def facts(submission: Submission) -> dict:
    """What the template `receipt.typ` is given; official papers are in Thai."""
    address = receipts.verification_address(submission.number)
    with translation.override("th"):
        return {
            "title": _("Receipt of an entry"),
            "number": submission.number,
            "qr": papers.qr_drawing(address),
            "address": address.partition("://")[2],
            "digest": in_groups(submission.document.digest),
            "verify": _verification_line(address),
            **_of_snapshot(submission.document.snapshot),
        }


def _of_snapshot(snapshot: dict) -> dict:
    return {
        "contest": snapshot.get("contest") or snapshot["edition"],
        "arrived": _moment(snapshot["arrived_at"]),
        "first_arrived": _moment(snapshot.get("first_arrived_at", "")),
        "rows": _rows(snapshot),
        "files": [_file(file) for file in snapshot["files"]],
        "parts": _parts(snapshot["answers"]),
    }


def _moment(iso: str) -> str:
    return dates.thai_full_datetime_seconds(datetime.fromisoformat(iso)) if iso else ""


def _rows(snapshot: dict) -> list[list[str]]:
    lao = snapshot["lao"]
    return [
        [_("Entry"), snapshot["entry"]],
        [_("Organisation"), f"{lao['name']} {lao['place']}".strip()],
        [_("Category"), snapshot["category"]["name"]],
        [_("Sent by"), snapshot["submitted_by"]],
    ]


def _file(file: dict) -> dict:
    about = file_size_words(file["size"])
    if file.get("pages"):
        pages = ngettext("%(pages)s page", "%(pages)s pages", file["pages"])
        about += " · " + pages % {"pages": file["pages"]}
    if file.get("due"):
        about += " · " + _("named before the deadline, to follow")
    return {"name": breakable(file["name"]), "about": about, "digest": in_groups(file["sha256"])}


def _parts(answers: list[dict]) -> list[dict]:
    parts: list[dict] = []
    for answer in answers:
        if not parts or parts[-1]["title"] != answer["section"]:
            parts.append({"title": answer["section"], "answers": []})
        shown = {"label": answer["label"], "value": _value(answer)}
        parts[-1]["answers"].append(shown)
    return parts


def _value(answer: dict) -> dict:
    shown = printed.of(answer)
    if isinstance(shown, printed.Table):
        rows = [[breakable(cell) for cell in row] for row in shown.rows]
        return {"kind": "table", "head": shown.head, "rows": rows, "sums": shown.sums}
    if isinstance(shown, list):
        return {"kind": "list", "items": [breakable(item) for item in shown]}
    return {"kind": "text", "text": breakable(shown) or _("Not answered")}


def breakable(text: str) -> str:
    """Long Latin runs may break, so that an address does not leave the page."""
    return LONG_RUN.sub(lambda run: A_BREAK.join(_pieces(run[0])), text)


def _pieces(run: str) -> list[str]:
    return [run[start : start + EVERY] for start in range(0, len(run), EVERY)]


def _verification_line(address: str) -> str:
    line = _("Issued by the system. Anybody can verify it by the QR code or at %(address)s")
    return line % {"address": address}
