"""The ways in which a waiting claim can be proved, in the order in which they are quickest."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from contest_portal.thai.shown import thai_datetime

from . import claim_codes
from .models import Membership


@dataclass(frozen=True)
class Way:
    """`takes` says what it takes; without a `url` there is nothing to do, or it cannot be had.

    `kind` and `words` are of the status chip, empty for none.
    """

    heading: str
    takes: str
    url: str = ""
    kind: str = ""
    words: str = ""


def ways_of(claim: Membership) -> Iterator[Way]:
    yield Way(
        _("Enter the code printed with the circular"),
        _("The paper lies with your organisation's copy, at the mail registry. Takes a minute."),
        reverse("accounts:claim_code", args=[claim.lao_id]),
    )
    yield _by_mailbox(claim)
    yield _by_people(claim)
    yield _by_letter(claim)


def _by_mailbox(claim: Membership) -> Way:
    heading = _("Have a code sent to the official mailbox")
    mailbox = claim_codes.mailbox_of(claim.lao)
    if mailbox is None:
        words = _("The register has no mailbox of this organisation. Choose another way.")
        return Way(heading, words, kind="idle", words=_("Not to be had here"))
    takes = _("To {address}. Whoever reads it gives you the code. Takes some minutes.")
    url = reverse("accounts:claim_mailbox", args=[claim.lao_id])
    sent = claim_codes.waiting_mail(claim.user, claim.lao)
    chip = {"kind": "info", "words": _("Code sent")} if sent else {}
    return Way(heading, takes.format(address=mailbox.address), url, **chip)


def _by_people(claim: Membership) -> Way:
    if claim.province_from:
        words = _(
            "They have been told by mail. From {moment} the province can answer too. Nothing to do."
        )
        heading = _("The responsible person of your organisation answers")
        takes = words.format(moment=thai_datetime(claim.province_from))
        return Way(heading, takes, kind="info", words=_("Waiting"))
    heading = _("An officer of the province or of DLA confirms it")
    takes = _("They have you in their list. Takes a day or two; a telephone call hurries it.")
    return Way(heading, takes, kind="info", words=_("Waiting"))


def _by_letter(claim: Membership) -> Way:
    sent = claim.letters.exists()
    chip = {"kind": "done", "words": _("Letter sent")} if sent else {}
    return Way(
        _("Send a signed letter"),
        _("PDF or picture of a letter signed by the chief or the clerk. Takes a day or two."),
        reverse("accounts:claim_letter", args=[claim.lao_id]),
        **chip,
    )
