"""What the views of this app look up first."""

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from contest_portal import clock
from contest_portal.accounts.models import User
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from judging.models import Judge, Round, Sheet
from judging.sheets import own
from judging.sheets.forms import VersionForm

ROUND_ORDER = re.compile(r"[0-9]{1,4}")


def edition_of(slug: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("organiser"), slug=slug)


def round_of(slug: str, request: HttpRequest | None = None) -> Round:
    """The round that the address asks for (`?round=2`, by its order), else the current one.

    Raises Http404 where the edition has no such round, or none at all.
    """
    rounds = Round.objects.filter(edition__slug=slug).for_pages()
    chosen = request.GET.get("round") if request else None
    if chosen is None:
        found = rounds.current(clock.now()).first()
    else:
        found = rounds.filter(order=int(chosen)).first() if ROUND_ORDER.fullmatch(chosen) else None
    if found is None:
        raise Http404
    return found


def own_round_of(slug: str, request: HttpRequest) -> Round:
    """For a judge's pages: the round that the address asks for, else the current one of those that
    the person was asked to judge and has not declined; of others only without any."""
    if "round" not in request.GET:
        theirs = Judge.objects.current().filter(user=request.user, round__edition__slug=slug)
        for judges in (theirs.filter(declined_at=None), theirs):
            rounds = Round.objects.filter(judges__in=judges).for_pages()
            if found := rounds.current(clock.now()).first():
                return found
    return round_of(slug, request)


def round_or_404(slug: str, pk: UUID) -> Round:
    return get_object_or_404(Round.objects.for_pages(), pk=pk, edition__slug=slug)


def to_page(name: str, round_: Round, *args: object) -> HttpResponseRedirect:
    """On to a page of this round."""
    return redirect(reverse(name, args=[round_.edition.slug, *args]) + round_.query)


def sheet_or_404(
    request: HttpRequest, slug: str, pk: UUID, *, read: Callable[[UUID, User], Sheet] = own.to_read
) -> Sheet:
    """The judge's own sheet of this edition, with what `read` asks for."""
    try:
        sheet = read(pk, request.user)
    except Sheet.DoesNotExist:
        raise Http404 from None
    if sheet.edition.slug != slug:
        raise Http404
    return sheet


def show_refusal(form: Form, field: str | None, refusal: NotAllowed) -> int:
    """Beside what was typed, so that it is not lost; the status of the answer."""
    form.add_error(field, f"{refusal.reason} {refusal.next_step}".strip())
    return HTTPStatus.CONFLICT


def version_seen(request: HttpRequest) -> int:
    """Which version of the sheet the page showed that was sent."""
    return VersionForm(request.POST).seen
