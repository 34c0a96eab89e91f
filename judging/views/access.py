"""What the views of this app look up first."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from contest_portal.editions.models import Edition
from judging.forms import VersionForm
from judging.models import Criterion, Round, Sheet


def edition_of(slug: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("organiser"), slug=slug)


def round_of(slug: str) -> Round:
    """The edition's round."""
    rounds = Round.objects.filter(edition__slug=slug).with_release()
    found = rounds.select_related("edition__organiser").first()
    if found is None:
        raise Http404
    return found


def sheet_or_404(request: HttpRequest, slug: str, pk: UUID) -> Sheet:
    """The judge's own sheet; one in conflict is as if it did not exist."""
    visible = Sheet.objects.visible_to(request.user).for_reading()
    return get_object_or_404(visible, pk=pk, assignment__judge__round__edition__slug=slug)


def sheet_to_save_or_404(request: HttpRequest, slug: str, pk: UUID) -> Sheet:
    """The same in one small question: only the id and the criteria, for saving reads it again."""
    own = Sheet.objects.visible_to(request.user).filter(pk=pk)
    within = own.filter(assignment__judge__round__edition__slug=slug)
    criteria = list(Criterion.objects.filter(round__judges__assignments__sheet__in=within))
    if not criteria:
        raise Http404
    sheet = Sheet(pk=pk)
    sheet.criteria = criteria
    return sheet


def version_seen(request: HttpRequest) -> int:
    """Which version of the sheet the page showed that was sent."""
    return VersionForm(request.POST).seen
