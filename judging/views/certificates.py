"""Certificates: issued and gathered by officers, taken home by the organisation."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.documents import papers
from contest_portal.refusals import NotAllowed
from judging.models import Certificate, Round
from judging.results import certificate_paper, certificates
from judging.results.certificate_paper import IN_ONE_ARCHIVE
from judging.rounds.paper import papers_of
from submissions.models import Entry

from .access import round_of, to_page

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RESULTS)
def certificate_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that stand and those that were revoked; POST issues what is missing."""
    round_ = round_of(slug, request)
    if request.method == "POST":
        count = certificates.issue(round_, by=request.user, at=clock.arrived_at(request))
        words = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", count)
        messages.success(request, words % {"count": count})
        return to_page("judging:certificate_list", round_)
    issued = list(_of(round_))
    titles = papers_of([each.entry for each in issued])
    standing = sum(each.document.revoked_at is None for each in issued)
    context = {
        "round": round_,
        "rows": [(each, titles[each.entry_id]) for each in issued],
        "standing": standing,
        "missing": len(certificates.missing(round_)),
        "why_not": certificates.why_not_issue(round_),
        "parts": range(1, -(-standing // IN_ONE_ARCHIVE) + 1),
    }
    return render(request, "judging/certificate_list.html", context)


def _of(round_: Round):
    """Winners by place, then mentions, then participation; the newest of an entry last."""
    issued = Certificate.objects.of_round(round_).for_drawing()
    order = list(Certificate.Kind)
    return sorted(issued, key=lambda each: (order.index(each.kind), each.place or 0,
                                            each.entry.number, each.issued_at))  # fmt: skip


@require_safe
@requires(Permission.RELEASE_RESULTS)
def certificate_archive(request: HttpRequest, slug: str, part: int) -> HttpResponse:
    """A ZIP of those that stand: 1 is the first so many of the list, 2 the next."""
    round_ = round_of(slug, request)
    standing = [each for each in _of(round_) if each.document.revoked_at is None]
    chosen = standing[(part - 1) * IN_ONE_ARCHIVE : part * IN_ONE_ARCHIVE] if part else []
    if not chosen:
        raise Http404
    packed = _drawn(lambda: certificate_paper.archive(chosen))
    return _file(packed, "application/zip", f"certificates-{slug}-{part}.zip")


@require_safe
@requires(Permission.WRITE_ENTRY, Permission.RELEASE_RESULTS)
def certificate(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The PDF of the entry's certificate that stands, for its organisation and the officers."""
    visible = Entry.objects.visible_to(request.user)
    entry = get_object_or_404(visible, pk=pk, edition__slug=slug)
    found = certificates.standing_of(entry)
    if found is None:
        raise NotAllowed(_("No certificate is issued for this entry."))
    drawn = _drawn(lambda: certificate_paper.draw(found.document))
    return _file(drawn, "application/pdf", f"certificate-{found.document.number}.pdf")


def _drawn(draw) -> bytes:
    try:
        return draw()
    except papers.CannotDraw as error:
        log.exception("A certificate could not be drawn")
        raise NotAllowed(
            _("The PDF of the certificate could not be made."), next_step=_("Try again later.")
        ) from error


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
