"""The words of tus 1.0 that we speak: core, creation, checksum, expiration, termination."""

import base64
import binascii
import re
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
CHECKSUMS = ("sha1", "sha256")
NUMBER = re.compile(r"\d{1,15}", re.ASCII)
LONGEST_METADATA = 4000


class Unclear(Exception):
    """A header is missing or says nothing: `status` and a sentence for whoever wrote the client."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


def refuse_other_versions(request: HttpRequest) -> None:
    """HEAD and GET change nothing and may come without it."""
    spoken = request.headers.get("Tus-Resumable", VERSION if request.method in SAFE else "")
    if spoken != VERSION:
        raise Unclear(_("This address speaks tus 1.0.0."), status=412)


SAFE = ("GET", "HEAD", "OPTIONS")


def number(request: HttpRequest, name: str) -> int:
    """A count of bytes."""
    text = request.headers.get(name, "")
    if not NUMBER.fullmatch(text):
        raise Unclear(_("The header %(name)s is missing or no number.") % {"name": name})
    return int(text)


def metadata(request: HttpRequest) -> dict[str, str]:
    """`Upload-Metadata`: pairs of a word and base64, separated by commas."""
    text = request.headers.get("Upload-Metadata", "")
    if len(text) > LONGEST_METADATA:
        raise Unclear(_("The header %(name)s is too long.") % {"name": "Upload-Metadata"})
    return dict(_pair(part.strip()) for part in text.split(",") if part.strip())


def _pair(text: str) -> tuple[str, str]:
    key, _space, value = text.partition(" ")
    try:
        return key, base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        words = _("The header %(name)s cannot be read.") % {"name": "Upload-Metadata"}
        raise Unclear(words) from error


def checksum(request: HttpRequest) -> tuple[str, bytes] | None:
    """`Upload-Checksum`: an algorithm and the digest that the body must have; None without it."""
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _space, value = text.partition(" ")
    if algorithm not in CHECKSUMS:
        raise Unclear(_("Checksums are sha1 or sha256."))
    try:
        return algorithm, base64.b64decode(value, validate=True)
    except ValueError as error:
        words = _("The header %(name)s cannot be read.") % {"name": "Upload-Checksum"}
        raise Unclear(words) from error


def speak(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def introduce(response: HttpResponse, *, most: int) -> HttpResponse:
    """The answer to OPTIONS: what we speak, and how large a file may be (bytes)."""
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    response["Tus-Max-Size"] = str(most)
    return response


def say_how_much(response: HttpResponse, *, here: int, size: int, expires: datetime) -> None:
    response["Upload-Offset"] = str(here)
    response["Upload-Length"] = str(size)
    response["Upload-Expires"] = http_date(expires.timestamp())
