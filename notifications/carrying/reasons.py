"""What a mail server's answer means, in words for officers. Codes by RFC 3463 §3 and RFC 7372."""

import re

from django.utils.translation import gettext_lazy as _

from contest_portal.refusals import Words

from . import claiming, hanging_up

ENHANCED = re.compile(r"\b[245]\.(\d{1,3})\.(\d{1,3})\b")
NO_SUCH_MAILBOX = _("There is no such mailbox: look for a letter too many, or ask for the address.")
NO_SUCH_DOMAIN = _("The part after the @ does not exist: look for a letter too many.")
NOT_REACHABLE = _("The receiver's server could not be reached.")
REFUSED_ON_PRINCIPLE = _("The receiver's server refuses our mails: its administrator has to help.")

# By subject and detail, without the first digit, which says whether it lasts.
MEANINGS: dict[str, Words] = {
    "1.0": NO_SUCH_MAILBOX,
    "1.1": NO_SUCH_MAILBOX,
    "1.2": NO_SUCH_DOMAIN,
    "1.3": _("The address is not written like an e-mail address."),
    "1.6": _("The mailbox has moved, and nobody left the new address."),
    "1.10": NO_SUCH_DOMAIN,
    "2.1": _("The mailbox is switched off: ask for another address."),
    "2.2": _("The mailbox is full: call, so that they make room."),
    "2.3": _("The mail is too large for the mailbox."),
    "3.4": _("The mail is too large for the receiver's server."),
    "4.1": NOT_REACHABLE,
    "4.4": NOT_REACHABLE,
    "4.6": _("The receiver's servers send the mail round in a circle."),
    "4.7": _("The receiver's server accepted nothing for days."),
}
BY_SUBJECT: dict[str, Words] = {
    "1": NO_SUCH_MAILBOX,
    "4": NOT_REACHABLE,
    "7": REFUSED_ON_PRINCIPLE,
}
# What the outbox itself says of a mail that it gave up.
OUR_OWN: dict[str, Words] = {
    claiming.WORKER_DIED: _("Sending it failed three times: call, and tell the operator."),
    hanging_up.REASON: _(
        "The mail server broke off at this mail each time: call, and tell the operator."
    ),
}


def is_our_own(text: str) -> bool:
    """Whether the outbox said so, and no mail server: then there is no code to look up."""
    return text in OUR_OWN


def meaning(*said: str) -> Words:
    """What the first enhanced status code or word of our own in these texts means; "" where none
    is known."""
    for text in said:
        if text in OUR_OWN:
            return OUR_OWN[text]
        for subject, detail in ENHANCED.findall(text):
            known = MEANINGS.get(f"{subject}.{detail}") or BY_SUBJECT.get(subject)
            if known:
                return known
    return ""
