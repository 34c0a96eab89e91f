"""Handing a circular over, approving, sending and cancelling it: a question page for each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.registry.models import Province
from contest_portal.thai.shown import thai_date
from notifications.circulars import addressing, audience, issuing, lao_copies, on_paper, trying
from notifications.models import Circular

Facts = list[tuple[str, str | Promise]]


@require_POST
@requires(Permission.PREPARE_CIRCULAR)
def circular_hand_over(request: HttpRequest, slug: str, pk) -> HttpResponse:
    done = _("Handed over. Another officer can now approve it.")
    return _do(issuing.hand_over, request, slug, pk, done)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPROVE_CIRCULAR)
def circular_approve(request: HttpRequest, slug: str, pk) -> HttpResponse:
    if request.method == "POST":
        return _do(on_paper.approve, request, slug, pk, _("Approved. It can be sent now."))
    circular = _circular(slug, pk)
    issuing.refuse_approval(circular, by=request.user)
    question = {
        "counts": audience.counts(circular),
        "question": _("Approve this circular?"),
        "consequence": _("Nothing is sent yet. Any later change makes the approval void."),
        "button": _("Approve the circular"),
        "pdf_words": _("Read the letter as it will go out (PDF)"),
    }
    return _ask(request, slug, pk, question)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPROVE_CIRCULAR)
def circular_release(request: HttpRequest, slug: str, pk) -> HttpResponse:
    if request.method == "POST":
        return _do(issuing.release, request, slug, pk, _("The letters are on their way."))
    circular = _circular(slug, pk)
    issuing.refuse_release(circular, by=request.user)
    counts = audience.counts(circular)
    count = {"count": counts.copies}
    question = {
        "mail": _first_mail(circular),
        "lao_mail": lao_copies.sample(circular),
        "counts": counts,
        "question": _("Send %(count)s copies of this circular?") % count,
        "consequence": _("What the mail relay has accepted cannot be called back."),
        "button": _("Send %(count)s letters") % count,
    }
    further = [*_not_listed(), *_same_text_today(circular)]
    return _ask(request, slug, pk, question, further)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def circular_cancel(request: HttpRequest, slug: str, pk) -> HttpResponse:
    if request.method == "POST":
        return _do(issuing.cancel, request, slug, pk, _("Cancelled. Nothing more is sent."))
    question = {
        "question": _("Cancel this circular?"),
        "consequence": _("Letters not sent yet stay here. Those already sent say it is cancelled."),
        "button": _("Cancel the circular"),
    }
    return _ask(request, slug, pk, question)


def _first_mail(circular: Circular) -> dict | None:
    """The mail as the first province will get it, without the link, which is the province's own."""
    recipient = next(iter(trying.recipients_of(circular)), None)
    return recipient and {"province": recipient.province, **trying.mail_to(recipient)}


def _do(verb: Callable, request: HttpRequest, slug: str, pk, done: str) -> HttpResponse:
    verb(_circular(slug, pk), by=request.user, at=clock.arrived_at(request))
    messages.success(request, done)
    return redirect("notifications:circular", slug=slug, pk=pk)


def _ask(
    request: HttpRequest, slug: str, pk, question: dict, further: Facts | None = None
) -> HttpResponse:
    circular = _circular(slug, pk)
    facts = _facts(circular) + (further or [])
    context = {"circular": circular, "facts": facts, **question}
    return render(request, "notifications/circular_question.html", context)


def _facts(circular: Circular) -> Facts:
    facts: Facts = [
        (_("Letter number"), circular.number),
        (_("Date of the letter"), thai_date(circular.dated)),
        (_("Speed"), circular.get_speed_display()),
        (_("Subject"), circular.subject),
        (_("Prepared by"), str(circular.prepared_by)),
    ]
    if circular.approved_by:
        facts.append((_("Approved by"), str(circular.approved_by)))
    return facts


def _not_listed() -> Facts:
    """Who gets no letter, because there is no governor."""
    names = [province.name for province in Province.objects.filter(has_governor=False)]
    return [(_("Not on the mailing list"), ", ".join(names))] if names else []


def _same_text_today(circular: Circular) -> Facts:
    """So that nobody sends the same letter twice in one day by mistake."""
    other = addressing.sent_today(circular, at=clock.now())
    return [(_("The same text went out today"), other.number)] if other else []


def _circular(slug: str, pk) -> Circular:
    found = Circular.objects.filter(edition__slug=slug).defer("body")
    return get_object_or_404(found.select_related("edition", "prepared_by", "approved_by"), pk=pk)
