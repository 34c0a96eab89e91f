"""Proving a claim oneself: by a code from the circular or the mailbox, or by a signed letter."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts import claim_codes, claim_letters, code_entering, letter_scanning
from contest_portal.accounts.belonging_forms import CodeForm, LetterForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed

from .affiliation import lao_facts

QUESTION = ["GET", "HEAD", "POST"]


@require_http_methods(QUESTION)
@requires(Permission.CLAIM_LAO)
def claim_code(request: HttpRequest, pk) -> HttpResponse:
    claim = _own_claim(request, pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if claim.is_verified or (form.is_valid() and _entered(request, claim, form)):
        return redirect("accounts:organisation", claim.lao_id)
    mailed = claim_codes.waiting_mail(request.user, claim.lao)
    context = {"lao": claim.lao, "form": form, "mailed": mailed, "facts": lao_facts(claim.lao)}
    return render(request, "accounts/claim_code.html", context)


def _entered(request: HttpRequest, claim: Membership, form: Form) -> bool:
    at = clock.arrived_at(request)
    try:
        code_entering.enter(claim.lao, form.cleaned_data["code"], by=request.user, at=at)
    except NotAllowed as refusal:
        _say(form, "code", refusal)
        return False
    messages.success(request, _("Confirmed: you work for %s.") % claim.lao.display_name)
    return True


@require_http_methods(QUESTION)
@requires(Permission.CLAIM_LAO)
def claim_mailbox(request: HttpRequest, pk) -> HttpResponse:
    claim = _own_claim(request, pk)
    mailbox = claim_codes.mailbox_of(claim.lao)
    if claim.is_verified or mailbox is None:
        return redirect("accounts:lao_claim", claim.lao_id)
    if request.method == "POST":
        claim_codes.mail_to_mailbox(claim.lao, by=request.user, at=clock.machine_now())
        messages.success(request, _("A code is on its way to %s.") % mailbox.address)
        return redirect("accounts:claim_code", claim.lao_id)
    context = {"lao": claim.lao, "mailbox": mailbox}
    return render(request, "accounts/claim_mailbox.html", context)


@require_http_methods(QUESTION)
@requires(Permission.CLAIM_LAO)
def claim_letter(request: HttpRequest, pk) -> HttpResponse:
    claim = _own_claim(request, pk)
    posted = request.method == "POST"
    form = LetterForm(request.POST, request.FILES) if posted else LetterForm()
    if claim.is_verified or (form.is_valid() and _added(request, claim, form)):
        return redirect("accounts:lao_claim", claim.lao_id)
    context = {"lao": claim.lao, "form": form, "letters": claim.letters.all()}
    return render(request, "accounts/claim_letter.html", context)


def _added(request: HttpRequest, claim: Membership, form: Form) -> bool:
    at = clock.arrived_at(request)
    try:
        letter = claim_letters.add(claim, form.cleaned_data["letter"], by=request.user, at=at)
    except NotAllowed as refusal:
        _say(form, "letter", refusal)
        return False
    letter_scanning.scan(letter)
    if letter.finding:
        virus = _("The virus scanner found %(name)s in it, so nobody can open it.")
        cure = _("Scan or photograph the letter again on another computer, and send that file.")
        form.add_error("letter", f"{virus % {'name': letter.finding}} {cure}")
        return False
    messages.success(request, _("The letter has arrived. An officer reads it and decides."))
    return True


def _say(form: Form, field: str, refusal: NotAllowed) -> None:
    """The refusal beside the field, where what was typed still stands."""
    form.add_error(field, f"{refusal.reason} {refusal.next_step}".strip())


def _own_claim(request: HttpRequest, pk) -> Membership:
    """The person's own claim or membership; without one the page does not exist."""
    mine = request.user.memberships.current().select_related("lao__province", "lao__amphoe")
    return get_object_or_404(mine, lao=pk)
