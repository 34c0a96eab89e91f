"""One score sheet: reading the entry, marking, signing, stepping aside."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from judging.conflicts import barring
from judging.conflicts.forms import ConflictForm
from judging.models import Sheet
from judging.sheets import reading_time, saving, signing
from judging.sheets.desks import Desk
from judging.sheets.forms import SheetForm, VersionForm, initial_of
from judging.sheets.page import SheetPage
from submissions.checking.kinds import Family
from submissions.files import serving
from submissions.models import Attachment

from .access import sheet_or_404, version_seen

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = sheet_or_404(request, slug, pk)
    if request.method == "POST":
        return _save(request, found)
    reading_time.note_opening(found, clock.arrived_at(request))
    given = saving.given_on(found)
    form = SheetForm(found.criteria, initial=initial_of(given, found))
    return _show(request, SheetPage(found, form, at=clock.now(), marks=given))


def _save(request: HttpRequest, found: Sheet) -> HttpResponse:
    """Store what was typed; where that is refused, show it again beside the reason."""
    form = SheetForm(found.criteria, request.POST)
    at = clock.arrived_at(request)
    if not form.is_valid():
        return _show(request, SheetPage(found, form, at=at, version=version_seen(request)))
    try:
        _store(request, found, form)
    except Sheet.DoesNotExist:
        raise Http404 from None
    except saving.Stale as stale:
        return _show(request, SheetPage(stale.stored, form, at=at, stale=True), status=CONFLICT)
    except NotAllowed as refusal:
        return _show(request, SheetPage(found, form, at=at, refusal=refusal), status=CONFLICT)
    return _go_on(request, found)


def _store(request: HttpRequest, found: Sheet, form: SheetForm) -> None:
    saving.save(
        found,
        form.marks,
        form.cleaned_data["comment"],
        by=request.user,
        at=clock.arrived_at(request),
        version=version_seen(request),
        **form.written,
    )


def _show(request: HttpRequest, page: SheetPage, *, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": page.form, "sheet": page.sheet, "round": page.round}
    return render(request, "judging/sheet.html", context, status=status)


def _go_on(request: HttpRequest, found: Sheet) -> HttpResponse:
    """To where the pressed button leads."""
    slug, go = found.edition.slug, request.POST.get("go")
    if go == "sign":
        return redirect("judging:sheet_sign", slug, found.pk)
    messages.success(request, _("Saved."))
    if go == "stay":
        return redirect("judging:sheet", slug, found.pk)
    following = Desk(request.user, found.round).after(found)
    if following is None:
        return redirect("judging:desk", slug)
    return redirect("judging:sheet", slug, following.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet_sign(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = sheet_or_404(request, slug, pk)
    if request.method != "POST":
        if found.signed_at:
            messages.info(request, _("The sheet is signed."))
            return redirect("judging:sheet", slug, found.pk)
        return _ask_to_sign(request, found)
    try:
        signing.sign(
            found, by=request.user, at=clock.arrived_at(request), version=version_seen(request)
        )
    except Sheet.DoesNotExist:
        raise Http404 from None
    except saving.Stale as stale:
        messages.warning(request, _("The sheet was changed meanwhile. Read it again, then sign."))
        return _ask_to_sign(request, stale.stored, status=CONFLICT)
    messages.success(request, _("The sheet is signed."))
    return redirect("judging:desk", slug)


def _ask_to_sign(request: HttpRequest, found: Sheet, *, status: int = 200) -> HttpResponse:
    form = VersionForm(initial={"version": found.version})
    context = {"page": SheetPage(found, form, at=clock.now()), "form": form, "round": found.round}
    return render(request, "judging/sheet_sign.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SCORE_ENTRY)
def sheet_conflict(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = sheet_or_404(request, slug, pk)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        barring.declare(
            found.assignment.judge,
            found.assignment.entry,
            by=request.user,
            at=clock.arrived_at(request),
            **form.cleaned_data,
        )
        messages.success(request, _("Thank you for saying so. You no longer have this entry."))
        return redirect("judging:desk", slug)
    page = SheetPage(found, form, at=clock.now())
    facts = [(_("Entry"), page.paper.title), (_("Local organisation"), page.paper.lao_name)]
    context = {"page": page, "form": form, "round": found.round, "facts": facts}
    return render(request, "judging/sheet_conflict.html", context)


@require_safe
@requires(Permission.SCORE_ENTRY)
def sheet_page(
    request: HttpRequest, slug: str, pk: UUID, attachment: UUID, number: int
) -> HttpResponseBase:
    """One page of a submitted file, as a picture."""
    return serving.picture(request, _file_or_404(request, slug, pk, attachment), number)


@require_safe
@requires(Permission.SCORE_ENTRY)
def sheet_file(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> HttpResponseBase:
    """What has no pages: an Office file as a download, a film to play. Others show pages only."""
    file = _file_or_404(request, slug, pk, attachment)
    if file.kind.family == Family.OFFICE:
        return serving.original(request, file)
    if file.kind.family == Family.FILM:
        return serving.film(request, file)
    raise Http404


def _file_or_404(request: HttpRequest, slug: str, pk: UUID, attachment: UUID) -> Attachment:
    submission = sheet_or_404(request, slug, pk).assignment.submission
    files = Attachment.objects.fit_for_judges().filter(submissions=submission)
    return get_object_or_404(files, pk=attachment)
