"""Handing out the original bytes of a file, to those who may have them, as a download only."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from submissions import uploads
from submissions.models import Attachment

from .finding import own_entry

# The file must not run as a page of ours, whatever a browser makes of it.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def attachment(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> FileResponse:
    files = Attachment.objects.visible_to(request.user)
    file = get_object_or_404(files, pk=attachment, entry=pk, entry__edition__slug=slug)
    try:
        original = file.original.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        original, as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires(Permission.WRITE_ENTRY)
def attachment_remove(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> HttpResponse:
    entry = own_entry(request, slug, pk)
    file = get_object_or_404(entry.attachments.select_related("field__section"), pk=attachment)
    uploads.remove(file, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The file was taken out."))
    section = file.field.section.key
    return redirect("submissions:entry_section", slug=slug, pk=pk, section=section)
