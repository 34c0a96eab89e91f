"""The door for files in parts: tus 1.0, for people of the entry's organisation."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.clock.arrival import CHUNK_TYPE
from contest_portal.editions.models import FormField
from contest_portal.refusals import NotAllowed
from submissions import checks
from submissions.models import Attachment, Entry, Upload
from submissions.transfer import declaring, headers, parts, receiving
from submissions.writing import content

from .finding import own_entry

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
log = logging.getLogger(__name__)

LOCKED = 423
CHECKSUM_MISMATCH = 460
NO_ROOM = 507

Answer = Callable[..., HttpResponse]


def in_tus(view: Answer) -> Answer:
    """Refusals as short JSON with the status that a tus client understands."""

    @wraps(view)
    def spoken(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return headers.speak(view(request, *args, **kwargs))
        except (headers.Unclear, checks.FileRefused, NotAllowed, parts.DiskFull) as refusal:
            return headers.speak(_refused(refusal))

    return spoken


def _refused(refusal: Exception) -> HttpResponse:
    match refusal:
        case headers.Unclear():
            return _say(refusal.status, refusal.reason)
        case checks.FileRefused():
            return _say(422, refusal.reason, refusal.remedy)
        case NotAllowed():
            return _say(403, str(refusal.reason), str(refusal.next_step))
        case _:
            return _say(NO_ROOM, *no_room_words())


def no_room_words() -> tuple[str, str]:
    log.error("ALARM: the disk of files is full")
    return (
        _("The portal has no room for files just now. Nothing of yours is lost."),
        _("The people who run it have been told. Send the file again in an hour, or call us."),
    )


def _say(status: int, reason: str, remedy: str = "") -> HttpResponse:
    return JsonResponse({"reason": reason, "remedy": remedy}, status=status)


@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
@requires(Permission.WRITE_ENTRY)
@in_tus
def entry_uploads(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """POST names a file; GET shows the files of a question as rows of the page."""
    entry = own_entry(request, slug, pk)
    headers.refuse_other_versions(request)
    if request.method == "OPTIONS":
        return headers.introduce(HttpResponse(status=204), most=entry.edition.max_file_bytes)
    if request.method == "POST":
        return _declare(request, entry)
    return _rows(request, entry)


def _rows(request: HttpRequest, entry: Entry) -> HttpResponse:
    wanted = request.GET.get("field", "")
    items = (item for part in content.read(entry) for item in part.on_page if item.is_file)
    item = next((item for item in items if str(item.field.pk) == wanted), None)
    facts = {"entry": entry, "edition": entry.edition, "item": item}
    return render(request, "submissions/_file_rows.html", facts)


def _declare(request: HttpRequest, entry: Entry) -> HttpResponse:
    said = headers.metadata(request)
    found = declaring.declare(
        entry, _field(entry, said), _file(request, said), by=request.user,
        at=clock.arrived_at(request),
    )  # fmt: skip
    if isinstance(found, Attachment):
        return JsonResponse({"state": "here", "name": found.name})
    response = JsonResponse({"state": "open", "name": found.name}, status=201)
    response["Location"] = reverse(
        "submissions:entry_upload", args=[entry.edition.slug, entry.pk, found.pk]
    )
    _say_how_much(response, found, parts.stored(found.pk))
    return response


def _field(entry: Entry, said: dict[str, str]) -> FormField:
    try:
        key = UUID(said.get("field", ""))
    except ValueError as error:
        raise headers.Unclear(_("The metadata names no file question.")) from error
    fields = FormField.objects.filter(section__edition=entry.edition, type=FormField.Type.FILE)
    return get_object_or_404(fields, pk=key)


def _file(request: HttpRequest, said: dict[str, str]) -> declaring.Declared:
    sha256, before = said.get("sha256", ""), said.get("size_before", "")
    if not SHA256.fullmatch(sha256):
        raise headers.Unclear(_("The metadata holds no SHA-256 digest of the file."))
    size = headers.number(request, "Upload-Length")
    if size == 0:
        raise checks.FileRefused(_("The file is empty."), _("Choose the file again."))
    return declaring.Declared(
        name=said.get("filename", ""), size=size, sha256=sha256,
        size_before=int(before) if headers.NUMBER.fullmatch(before) else None,
    )  # fmt: skip


def _say_how_much(response: HttpResponse, upload: Upload, here: int) -> None:
    expires = declaring.expires_at(upload)
    headers.say_how_much(response, here=here, size=upload.size, expires=expires)


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE", "OPTIONS"])
@requires(Permission.WRITE_ENTRY)
@in_tus
def entry_upload(request: HttpRequest, slug: str, pk: UUID, upload: UUID) -> HttpResponse:
    """One file on its way: how much is here, more of it, or no more."""
    entry = own_entry(request, slug, pk)
    found = get_object_or_404(entry.uploads.select_related("field"), pk=upload)
    found.entry = entry
    headers.refuse_other_versions(request)
    if request.method == "OPTIONS":
        return headers.introduce(HttpResponse(status=204), most=entry.edition.max_file_bytes)
    if found.ended_at:
        return HttpResponse(status=410)
    return {"PATCH": _append, "DELETE": _give_up}.get(str(request.method), _tell)(request, found)


def _tell(request: HttpRequest, upload: Upload) -> HttpResponse:
    receiving.mend(upload)
    here = upload.size if upload.arrived_at else parts.stored(upload.pk)
    state = {"state": upload.state, "reason": upload.reason, "remedy": upload.remedy}
    response = JsonResponse(state)
    _say_how_much(response, upload, here)
    return response


def _append(request: HttpRequest, upload: Upload) -> HttpResponse:
    declaring.refuse_unless_welcome(upload, by=request.user, at=clock.arrived_at(request))
    if request.content_type != CHUNK_TYPE:
        return HttpResponse(status=415)
    try:
        here = receiving.take(
            upload, request.read, offset=headers.number(request, "Upload-Offset"),
            length=int(request.META.get("CONTENT_LENGTH") or 0),
            checksum=headers.checksum(request),
        )  # fmt: skip
    except (parts.WrongOffset, parts.InUse, parts.Garbled, receiving.TooLong) as trouble:
        return _trouble(trouble)
    except UnreadablePostError:  # the line was cut; what came before stays
        return HttpResponse(status=400)
    clock.chunk_has_arrived(request)
    return _took(request, upload, here)


def _trouble(trouble: Exception) -> HttpResponse:
    match trouble:
        case parts.WrongOffset():
            response = HttpResponse(status=409)
            response["Upload-Offset"] = str(trouble.stored)
            return response
        case parts.InUse():
            return HttpResponse(status=LOCKED)
        case parts.Garbled():
            return HttpResponse(status=CHECKSUM_MISMATCH)
        case _:
            return HttpResponse(status=413)


def _took(request: HttpRequest, upload: Upload, here: int) -> HttpResponse:
    receiving.note(
        upload, here=here, at=clock.arrived_at(request),
        doubtful=clock.arrival_is_doubtful(request),
    )  # fmt: skip
    if upload.arrived_at and upload.size <= receiving.AT_ONCE:
        receiving.finish(upload)
    elif upload.arrived_at:
        receiving.wake()
    response = HttpResponse(status=204)
    _say_how_much(response, upload, here)
    return response


@require_POST
@requires(Permission.WRITE_ENTRY)
def entry_upload_end(request: HttpRequest, slug: str, pk: UUID, upload: UUID) -> HttpResponse:
    """The button of a page that does without scripts."""
    entry = own_entry(request, slug, pk)
    found = get_object_or_404(entry.uploads.select_related("field__section"), pk=upload)
    declaring.give_up(found, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The file was taken out of the list."))
    section = found.field.section.key
    return redirect("submissions:entry_section", slug=slug, pk=pk, section=section)


def _give_up(request: HttpRequest, upload: Upload) -> HttpResponse:
    declaring.give_up(upload, by=request.user, at=clock.arrived_at(request))
    return HttpResponse(status=204)
