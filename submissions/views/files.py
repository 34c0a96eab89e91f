"""Files of an entry, for its organisation and for officers: to look at, and to download."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from submissions.checking.kinds import Family
from submissions.files import pictures, serving, uploads
from submissions.models import Attachment, Entry
from submissions.querysets import AttachmentQuerySet

from .finding import own_entry, page_of


def _found(files: AttachmentQuerySet, slug: str, pk: UUID, attachment: UUID) -> Attachment:
    return get_object_or_404(files, pk=attachment, entry=pk, entry__edition__slug=slug)


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def attachment(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> HttpResponseBase:
    """The original bytes, as a download."""
    handed = Attachment.objects.handed_to(request.user)
    return serving.original(request, _found(handed, slug, pk, attachment))


@never_cache
@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def attachment_look(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> HttpResponse:
    """What judges see of the file: pages as pictures, a film to play."""
    visible = Attachment.objects.visible_to(request.user).select_related(
        "entry__edition", "entry__lao"
    )
    file = _found(visible, slug, pk, attachment)
    mine = Attachment.objects.filter(pk=file.pk)
    is_own = Entry.objects.writable_by(request.user).filter(pk=pk).exists()
    facts = {
        "file": file,
        "back_url": reverse(
            "submissions:entry" if is_own else "submissions:screening", args=[slug, pk]
        ),
        "pages": pictures.drawn_pages(file),
        "is_open": mine.open_to(request.user).exists(),
        "is_handed": mine.handed_to(request.user).exists(),
    }
    return render(request, "submissions/attachment_look.html", page_of(file.entry, **facts))


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def attachment_page(
    request: HttpRequest, slug: str, pk: UUID, attachment: UUID, number: int
) -> HttpResponseBase:
    """One page as a picture."""
    opened = Attachment.objects.open_to(request.user)
    return serving.picture(request, _found(opened, slug, pk, attachment), number)


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.SEE_ENTRIES)
def attachment_film(
    request: HttpRequest, slug: str, pk: UUID, attachment: UUID
) -> HttpResponseBase:
    file = _found(Attachment.objects.open_to(request.user), slug, pk, attachment)
    if file.kind.family != Family.FILM:
        raise Http404
    return serving.film(request, file)


@require_POST
@requires(Permission.WRITE_ENTRY)
def attachment_remove(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> HttpResponse:
    entry = own_entry(request, slug, pk)
    file = get_object_or_404(entry.attachments.select_related("field__section"), pk=attachment)
    uploads.remove(file, by=request.user, at=clock.arrived_at(request))
    messages.success(request, _("The file was taken out."))
    section = file.field.section.key
    return redirect("submissions:entry_section", slug=slug, pk=pk, section=section)
