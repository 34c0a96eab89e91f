"""An officer corrects the address at which a letter did not arrive, and sends it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from notifications.answers import correcting
from notifications.calling import timeline
from notifications.circulars.forms import AddressForm
from notifications.progress import standing

from .entering import copy_or_404, office_name, office_url


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def copy_address(request: HttpRequest, slug: str, pk) -> HttpResponse:
    copy = copy_or_404(slug, pk)
    posted = request.POST if request.method == "POST" else None
    form = AddressForm(posted, initial={"address": copy.address})
    if form.is_valid():
        at = clock.arrived_at(request)
        correcting.correct(copy, **form.cleaned_data, by=request.user, at=at)
        told = _("The letter goes to %(address)s now.") % {"address": form.cleaned_data["address"]}
        messages.success(request, told)
        return redirect(office_url(copy))
    correcting.refuse(copy)
    context = {
        "edition": copy.circular.edition,
        "copy": copy,
        "office": office_name(copy),
        "back_url": office_url(copy),
        "form": form,
        "mail": standing.last_mail(copy),
        "events": timeline.of(copy),
    }
    return render(request, "notifications/copy_address.html", context)
