"""Who walks through the portal in each chapter: a stranger, a link's holder, every role."""

from django.test import Client

from contest_portal.accounts.models import User
from notifications.letters import links
from notifications.models import Recipient

STRANGER, LETTER = "stranger", "holder of a link"
PUBLIC = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/verify/",
          "/accounts/password/reset/", "/2565/results/", "/2565/entries/extensions/"]  # fmt: skip
SIGNED_IN = ["/home/", "/", "/accounts/password/change/", "/accounts/email/"]
# Later chapters are for those only who find new pages in them. clerk8's entry was sent back.
CAST = {
    "writing": [
        STRANGER, LETTER, "mali@lao.example", "clerk8@lao.example", "prasit@lao.example",
        "wichai@korat.example", "suda@dla.example", "naree@dga.example", "admin@portal.example",
    ],
    "judging": ["naree@dga.example", "anong@judges.example", "chanya@judges.example"],
    "results": [STRANGER, "mali@lao.example", "naree@dga.example", "anong@judges.example"],
}  # fmt: skip


def beginnings(who: str) -> list[str]:
    """The addresses at which that person begins."""
    if who == LETTER:
        return [_letter(answered=True), _letter(answered=False)]
    return PUBLIC if who == STRANGER else SIGNED_IN


def client_of(who: str, *, language: str) -> Client:
    client = Client(raise_request_exception=False)  # a 500 is a finding
    client.cookies["language"] = language
    if "@" in who:
        client.force_login(User.objects.get(email=who))
    return client


def _letter(*, answered: bool) -> str:
    unanswered = {"acknowledgement__isnull": not answered}
    return links.path_of(Recipient.objects.filter(**unanswered).order_by("province")[0])
