"""Handing out files of people. Whoever calls has asked for permission; every request asks anew.

In production nginx sends the bytes, told where they lie by a header that it keeps to itself.
Elsewhere, and where they lie in an object store, the portal sends them itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from submissions.models import Attachment, private_files

from . import pictures
from .ranges import Range, Unsatisfiable, wanted

# The file must not run as a page of ours, whatever a browser makes of it.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
PICTURE = "image/webp"
PIECE = 256 * 1024
INSIDE_NGINX = "/_private/"


def original(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The bytes as they came, as a download only."""
    response = _send(request, attachment.original.name, attachment.content_type, attachment.sha256)
    response["Content-Disposition"] = content_disposition_header(True, attachment.name)
    return response


def picture(request: HttpRequest, attachment: Attachment, page: int) -> HttpResponseBase:
    """One page as WebP, counted from 1, to be shown in a page of ours."""
    name = pictures.name_of(attachment, page)
    if name is None:
        raise Http404
    return _send(request, name, PICTURE, f"{attachment.sha256}-{page}")


def film(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The film, to be played in a page of ours, from any second on."""
    return _send(request, attachment.original.name, attachment.content_type, attachment.sha256)


def _send(request: HttpRequest, name: str, content_type: str, tag: str) -> HttpResponseBase:
    if not private_files().exists(name):
        raise Http404
    if settings.PORTAL_X_ACCEL and isinstance(private_files(), FileSystemStorage):
        response: HttpResponseBase = HttpResponse()
        response["X-Accel-Redirect"] = INSIDE_NGINX + quote(name)
    else:
        response = _stream(request, name, f'"{tag}"')
    response["Content-Type"] = content_type
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _stream(request: HttpRequest, name: str, tag: str) -> HttpResponseBase:
    size = private_files().size(name)
    try:
        part = wanted(request.headers, size, tag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    content = private_files().open(name, "rb")
    if part is None:
        response: HttpResponseBase = FileResponse(content)
    else:
        response = _part(content, part, size)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    return response


def _part(content: IO[bytes], part: Range, size: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_Pieces(content, part), status=206)
    response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    response["Content-Length"] = str(part.length)
    return response


@dataclass(frozen=True)
class _Pieces:
    """The part in pieces. It is closed with the response, also one that nobody reads."""

    content: IO[bytes]
    part: Range

    def __iter__(self) -> Iterator[bytes]:
        self.content.seek(self.part.first)
        left = self.part.length
        while left and (piece := self.content.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.content.close()
