"""Fills a portal with a whole outreach: three circulars, their mails, answers, and LAOs that were
told, registered, began and sent.

`python -m tests.load.outreach` runs with the portal's settings where `tests.load.seeding` has been,
and prints the session and the address of an officer's matrix, as JSON.
"""

import json
from datetime import timedelta

CIRCULARS = 3
ANSWERING = 50  # provinces of 76
SENT_SHARE = 3  # every third entry


def main() -> None:
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        print(json.dumps(fill()))


def fill() -> dict[str, str]:
    from contest_portal import clock
    from contest_portal.accounts.roles import Role
    from contest_portal.editions.models import Edition
    from submissions.models import Entry
    from tests.factories import make_user

    edition, now = Edition.objects.current(), clock.now()
    author = make_user("author@office.example", role=Role.DLA_OFFICER)
    second = make_user("second@office.example", role=Role.DLA_OFFICER)
    for number in range(CIRCULARS):
        begun = now - timedelta(days=9 - 3 * number)
        circular = _send(edition, number, author, second, begun)
        _answer(circular, second, begun + timedelta(hours=3))
    sent = list(Entry.objects.order_by("pk").values_list("pk", flat=True))[::SENT_SHARE]
    Entry.objects.filter(pk__in=sent).update(status="submitted")
    return {"session": _session_of(second), "address": f"/{edition.slug}/circulars/provinces/"}


def _send(edition, number: int, author, second, at):
    from contest_portal.demonstration.story.circulars import sample_letter
    from notifications.circulars import issuing
    from notifications.models import Message

    content = sample_letter()
    content = type(content)(**{**vars(content), "number": f"ตย ๙๙๙๙.๙/ว {number + 1}"})
    circular = issuing.prepare(edition, content, by=author, at=at)
    issuing.hand_over(circular, by=author, at=at)
    issuing.approve(circular, by=second, at=at)
    circular = issuing.release(circular, by=second, at=at)
    mails = Message.objects.filter(recipient__circular=circular)
    mails.update(state=Message.State.SENT, sent_at=at, lease_token=None)
    return circular


def _answer(circular, by, at) -> None:
    """The first provinces acknowledge, and tell every second of their LAOs."""
    from notifications.answers import acknowledgements, forwarding
    from notifications.models import Recipient

    reply = acknowledgements.Reply("forwarded", "ตัวอย่าง ผู้รับหนังสือ", "เจ้าหน้าที่ธุรการ")
    for copy in circular.recipients.provinces().order_by("province")[:ANSWERING]:
        acknowledgements.acknowledge(copy, reply, by=by, at=at)
        copy = Recipient.objects.get(pk=copy.pk)
        laos = list(forwarding.laos_of(copy))[::2]
        forwarding.note(copy, laos, way="letter", told_on=at.date(), by=by, at=at)


def _session_of(person) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    main()
