"""Trying a circular out: as any recipient will see it, and as a mail to oneself.

Neither opens a letter nor counts as one: the link is shown in words, or leads to the preview.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contest_portal import audit, clock
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from notifications.letters import attaching
from notifications.mailing import composing, outbox
from notifications.models import Circular, Message, Recipient

from . import addressing, audience, issuing

TEMPLATE = "circular_test"
ONCE_IN = timedelta(minutes=1)


def recipients_of(circular: Circular) -> list[Recipient]:
    """Whom it goes to, or went to, unsaved: their links open nothing."""
    went_to = dict(circular.recipients.provinces().values_list("province", "address"))
    found = []
    for contact in audience.main_contacts(circular):
        recipient = addressing.recipient_at(circular, contact)
        recipient.address = went_to.get(contact.province_id, recipient.address)
        found.append(recipient)
    return found


def mail_to(recipient: Recipient) -> dict[str, str]:
    """The mail's parts as that recipient gets them, but for the link, which is theirs alone."""
    with translation.override("th"):
        link = _("(the province's own link)")
    context = addressing.context_of(recipient.circular, recipient, url=link)
    words = composing.compose("circular", context)
    return {
        **words,
        "subject": words["subject"].strip(),
        "address": recipient.address,
        "sender": addressing.sender_of(recipient),
    }


@transaction.atomic
def send_to_self(circular: Circular, *, by: User, at: datetime) -> Message:
    """Owe the officer one mail that is marked as a test. Pressing twice within a minute is once."""
    circular = issuing.locked(circular)
    if recent := _recent_test(circular, by):
        return recent
    recipient = next(iter(recipients_of(circular)), None)
    if recipient is None:
        raise NotAllowed(
            _("No province can be written to yet."),
            next_step=_("Correct the addresses that the circular's page lists."),
        )
    preview = reverse("notifications:circular_preview", args=[circular.edition.slug, circular.pk])
    url = settings.PORTAL_ORIGIN + preview
    context = addressing.context_of(circular, recipient, url=url)
    message = outbox.enqueue(
        lane=Message.Lane.NOTICE,
        kind=attaching.TEST,
        key=f"test:{uuid4()}",
        to=by.email,
        sender=addressing.sender_of(recipient),
        about=attaching.about(circular),
        **composing.compose(TEMPLATE, context),
    )
    audit.record(audit.Action.CIRCULAR_TRIED, circular, by=by, edition=circular.edition.slug)
    return message


def _recent_test(circular: Circular, by: User) -> Message | None:
    tests = Message.objects.filter(kind=attaching.TEST, about=attaching.about(circular))
    return tests.filter(address=by.email, queued_at__gt=clock.machine_now() - ONCE_IN).last()
