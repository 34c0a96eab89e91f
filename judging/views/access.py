"""What the views of this app look up first."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from contest_portal.editions.models import Edition
from judging.models import Round


def edition_of(slug: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("organiser"), slug=slug)


def round_of(slug: str) -> Round:
    """The edition's round."""
    found = Round.objects.filter(edition__slug=slug).select_related("edition__organiser").first()
    if found is None:
        raise Http404
    return found
