"""What officers decide about others' affiliations, and the members in their care."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contest_portal import clock
from contest_portal.accounts import claim_letters, colleagues, letter_scanning
from contest_portal.accounts import membership as belonging
from contest_portal.accounts.belonging_forms import EndForm
from contest_portal.accounts.forms import DecisionForm
from contest_portal.accounts.gates import requires
from contest_portal.accounts.models import ClaimLetter, Membership, User
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from contest_portal.registry.searching import words_of

ROWS_A_PAGE = 50
# The file must not run as a page of ours, whatever a browser makes of it.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
@requires(Permission.VERIFY_CLAIM)
def claim_list(request: HttpRequest) -> HttpResponse:
    """Who waits for a confirmation, oldest first; whom colleagues answer first, as a count."""
    at = clock.now()
    waiting = _in_care(request.user).awaiting().decidable_by(request.user, at=at)
    page = Paginator(waiting.prefetch_related("letters"), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    left = Membership.objects.awaiting().left_to_colleagues(request.user, at=at).count()
    context = {"page": page, "left_to_colleagues": left}
    return render(request, "accounts/claim_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_CLAIM)
def claim_decide(request: HttpRequest, pk) -> HttpResponse:
    claim = get_object_or_404(_in_care(request.user), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _decide(request, claim, **form.cleaned_data)
        return redirect("accounts:claim_list")
    context = {
        "claim": claim,
        "form": form,
        "facts": _claim_facts(claim),
        "letters": claim.letters.all(),
        "is_decidable": belonging.is_decidable(claim, by=request.user, at=clock.now()),
    }
    return render(request, "accounts/claim_decide.html", context)


def _decide(request: HttpRequest, claim: Membership, *, decision: str, reason: str) -> None:
    at, names = clock.arrived_at(request), {"person": claim.user, "lao": claim.lao.display_name}
    if decision == DecisionForm.VERIFY:
        belonging.verify(claim, by=request.user, at=at)
        said = _("%(person)s is confirmed as working for %(lao)s.")
    else:
        belonging.refuse(claim, by=request.user, at=at, reason=reason)
        said = _("The claim of %(person)s to %(lao)s is refused. They read your reason by mail.")
    messages.success(request, said % names)


@require_safe
@requires(Permission.VERIFY_CLAIM)
def claim_letter_file(request: HttpRequest, pk, letter) -> FileResponse | HttpResponse:
    """The signed letter, as a download only, to officers in whose care the claim is."""
    claims = Membership.objects.of_officer(request.user)
    letters = ClaimLetter.objects.filter(membership__in=claims).select_related("membership__user")
    found = get_object_or_404(letters, pk=letter, membership=pk)
    try:
        letter_scanning.refuse_unless_harmless(found)
        original = found.original.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    except NotAllowed as refusal:
        messages.error(request, f"{refusal.reason} {refusal.next_step}")
        return redirect("accounts:claim_decide", pk)
    claim_letters.note_reading(found, by=request.user)
    response = FileResponse(
        original, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires(Permission.VERIFY_CLAIM)
def member_list(request: HttpRequest) -> HttpResponse:
    """Everybody who is confirmed in the organisations in one's care, by organisation."""
    words = request.GET.get("q", "").strip()[:200]
    members = _holding(_in_care(request.user).verified(), words)
    in_order = members.order_by("lao__sort_key", "lao__code", "verified_at")
    page = Paginator(in_order, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/member_list.html", {"page": page, "words": words})


def _holding(members, words: str):
    """Those in whose name, address or organisation each of the words occurs."""
    for word in words_of(words):
        members = members.filter(
            Q(lao__search_key__contains=word)
            | Q(user__name__icontains=word)
            | Q(user__email__icontains=word)
        )
    return members


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VERIFY_CLAIM)
def membership_end(request: HttpRequest, pk) -> HttpResponse:
    """End the membership of somebody who left without handing over."""
    member = get_object_or_404(_in_care(request.user).verified(), pk=pk)
    asked = colleagues.is_last_owner(member) and colleagues.others_of(member).exists()
    successors = colleagues.others_of(member) if asked else None
    form = EndForm(request.POST if request.method == "POST" else None, successors=successors)
    if form.is_valid():
        colleagues.end_by_officer(
            member, by=request.user, at=clock.arrived_at(request), **form.cleaned_data
        )
        messages.success(
            request, _("%s does not belong to the organisation any more.") % member.user
        )
        return redirect("accounts:member_list")
    context = {"member": member, "form": form, "facts": _claim_facts(member)}
    return render(request, "accounts/membership_end.html", context)


def _in_care(user: User):
    return Membership.objects.of_officer(user).select_related(
        "user", "verified_by", "lao__province", "lao__amphoe"
    )


def _claim_facts(claim: Membership) -> list[tuple[str, str]]:
    return [
        (_("Person"), str(claim.user)),
        (_("Position"), claim.user.position or _("not given")),
        (_("E-mail address"), claim.user.email),
        (_("Organisation"), claim.lao.name),
        (_("Place"), claim.lao.place),
    ]
