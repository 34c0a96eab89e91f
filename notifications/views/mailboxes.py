"""A province's second mailbox: where a letter goes that nobody at the main one acknowledged."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.refusals import NotAllowed
from contest_portal.registry import contacts
from contest_portal.registry.models import Province
from notifications.circulars.forms import AddressForm

from .provinces import edition_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PREPARE_CIRCULAR)
def second_mailbox(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    edition = edition_of(request, slug)
    province = get_object_or_404(Province.objects.receiving_letters(), pk=code)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            contacts.add_second(province, **form.cleaned_data, by=request.user)
        except NotAllowed as refusal:
            form.add_error("address", f"{refusal.reason} {refusal.next_step}")
        else:
            messages.success(request, _("The mailbox is kept."))
            return redirect("notifications:province", slug=slug, code=code)
    context = {
        "edition": edition,
        "province": province,
        "form": form,
        "mailboxes": province.contacts.order_by("-main", "added_at"),
    }
    return render(request, "notifications/second_mailbox.html", context)
