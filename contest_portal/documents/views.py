"""Is this paper genuine, and does it stand? Answered to anybody, without telling what it says, save
for certificates, which are public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from contest_portal.thai.numerals import to_arabic_digits

from .digests import in_groups
from .models import Document
from .numbers import normalise_number

LONGEST_TYPED = 60


@require_safe
@login_not_required
def verify(request: HttpRequest, number: str = "") -> HttpResponse:
    """The form; with a number, what we know of that document. A stranger's number is a 404."""
    typed = (number or request.GET.get("number", "")).strip()
    if not typed:
        return render(request, "documents/verify.html")
    wanted = normalise_number(to_arabic_digits(typed))
    document = Document.objects.filter(number=wanted).first()
    if document is None:
        context = {"typed": typed[:LONGEST_TYPED]}
        return render(request, "documents/verify.html", context, status=404)
    if number != document.number:
        return redirect("documents:verify", document.number)
    context = {"document": document, "digest": in_groups(document.digest)}
    return render(request, "documents/verified.html", context)
