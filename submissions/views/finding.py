"""The entry that an address names, for this person; and what every page about it shows."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from submissions.deadlines import extensions
from submissions.models import Entry

RELATED = ("edition__organiser", "edition__channel", "lao__province", "lao__amphoe", "category")


def own_entry(request: HttpRequest, slug: str, pk: UUID) -> Entry:
    """An entry that the person may work on; any other does not exist."""
    entries = Entry.objects.writable_by(request.user).select_related(*RELATED)
    return get_object_or_404(entries, edition__slug=slug, pk=pk)


def visible_entry(request: HttpRequest, slug: str, pk: UUID) -> Entry:
    entries = Entry.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(entries, edition__slug=slug, pk=pk)


def page_of(entry: Entry, *, closes_at: datetime | None = None, **more: object) -> dict:
    """The context of a page about one entry: the strip shows the entry's own deadline, which is
    asked for here unless the caller knows it."""
    return {
        "entry": entry,
        "edition": entry.edition,
        "closes_at": closes_at or extensions.closing_instant(entry),
        **more,
    }


def own_page_of(entry: Entry, *, closes_at: datetime | None = None, **more: object) -> dict:
    """The same for a person of the organisation, whose name stands under theirs."""
    organisation = f"{entry.lao.display_name} {entry.lao.place}"
    return page_of(entry, closes_at=closes_at, organisation=organisation, **more)
