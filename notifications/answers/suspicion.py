"""Answers that came sooner after the mail than a person reads a letter.

Scanners of mail open links, and some press buttons. Such an answer is kept like any other, so that
nobody who is quick loses it, and an officer asks the office whether a person gave it.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from contest_portal import audit
from contest_portal.accounts.models import User
from contest_portal.refusals import NotAllowed
from notifications.models import Acknowledgement, Attempt, Recipient

READING_TAKES = timedelta(seconds=60)


class Finding(models.TextChoices):
    PERSON = "person", _("A person answered")
    MACHINE = "machine", _("Nobody there answered: the letter is unanswered again")


def is_too_fast(recipient: Recipient, evidence: str, *, at: datetime) -> bool:
    """Whether an answer by the link came within a minute of the first mail with it.

    Who is signed in is known, and what an officer enters was asked for.
    """
    if evidence != Acknowledgement.Evidence.LINK:
        return False
    tries = Attempt.objects.filter(message__recipient=recipient)
    handed_over = tries.aggregate(first=Min("at"))["first"]
    return handed_over is not None and at - handed_over < READING_TAKES


def to_be_checked(recipient: Recipient) -> Acknowledgement:
    """The answer. Raises NotAllowed when there is nothing to be checked any more."""
    said = Acknowledgement.objects.filter(recipient=recipient).first()
    if said is None or not said.awaits_check:
        raise NotAllowed(
            _("This answer has been checked already, or need not be."),
            next_step=_("Look at the office's page: it shows how the letter stands."),
        )
    return said


@transaction.atomic
def settle(recipient: Recipient, finding: str, *, how: str, by: User, at: datetime) -> None:
    """Keep what the officer found out, and `how`. An answer that nobody gave is taken away; the
    audit keeps its words."""
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    said = to_be_checked(recipient)
    audit.record(
        audit.Action.ANSWER_CHECKED, recipient, by=by, edition=recipient.circular.edition.slug,
        province=recipient.province_id,
        facts={"finding": finding, "how": how, "name": said.name, "position": said.position},
    )  # fmt: skip
    if finding == Finding.MACHINE:
        said.delete()
    else:
        said.checked_at, said.checked_by = at, by
        said.save(update_fields=["checked_at", "checked_by"])
