"""Who walks through the portal: everybody of the demonstration, a stranger, and a link's holder."""

from collections.abc import Iterator

from django.test import Client

from contest_portal.accounts.models import User
from notifications import links
from notifications.models import Recipient

STRANGER = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/verify/",
            "/accounts/password/reset/", "/2565/results/",
            "/2565/entries/extensions/"]  # fmt: skip
ALIKE = {"boonmee@judges.example"}
SENT_BACK = "clerk8@lao.example"


def beginnings() -> dict[str, list[str]]:
    """The addresses at which each person begins, by e-mail; the two without account by name."""
    people = {
        email: ["/home/", "/", "/accounts/password/change/", "/accounts/email/"]
        for email in User.objects.filter(email__endswith=".example").values_list("email", flat=True)
    }
    letters = [_letter(answered=True), _letter(answered=False)]
    return {"stranger": STRANGER, "holder of a link": letters, **dict(chosen(people))}


def chosen(people: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """The clerks are all alike but one, whose entry was sent back; so are two of the judges."""
    for email, addresses in people.items():
        if email not in ALIKE and not (email.startswith("clerk") and email != SENT_BACK):
            yield email, addresses


def client_of(who: str, *, language: str) -> Client:
    client = Client(raise_request_exception=False)  # a 500 is a finding
    client.cookies["language"] = language
    if "@" in who:
        client.force_login(User.objects.get(email=who))
    return client


def _letter(*, answered: bool) -> str:
    unanswered = {"acknowledgement__isnull": not answered}
    return links.path_of(Recipient.objects.filter(**unanswered).order_by("province")[0])
