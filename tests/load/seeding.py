"""Fills a new portal with organisations whose people are signed in, each with an entry.

`python -m tests.load.seeding COUNT [none|draft|complete]` runs with the portal's settings and
prints one Caller a line, as JSON. The first entry is written as people write; the others are copies
of its rows, so that a new column or kind of question needs nothing here.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

ENTRY_STATES = ("none", "draft", "complete")


@dataclass(frozen=True)
class Caller:
    """One signed-in person: the organisation, its entry ("" without one), and the session."""

    lao: str
    entry: str
    session: str
    csrf: str


def main() -> None:
    import django

    django.setup()
    count, entries = int(sys.argv[1]), (sys.argv[2:] or ["complete"])[0]
    for caller in seed(count, entries):
        print(json.dumps(asdict(caller)))


def seed(count: int, entries: str) -> list[Caller]:
    from django.db import transaction

    from contest_portal.registry.models import LAO

    with transaction.atomic():
        if not LAO.objects.exists():
            _load_contest()
        _open()
        laos = list(LAO.objects.exclude(memberships__isnull=False).order_by("pk")[:count])
        people = _people_of(laos)
        pattern = _write_entry(people[0], laos[0], entries) if entries != "none" else None
        copies = _copy(pattern, people, laos) if pattern else [None] * count
        return list(_sign_in(people, laos, copies))


def _load_contest() -> None:
    from contest_portal.demonstration.loading import EDITION_FILE
    from contest_portal.editions.loading import load_file
    from contest_portal.registry import provinces, samples

    provinces.load()
    samples.load_sample_laos()
    samples.load_sample_contacts()
    load_file(EDITION_FILE)


def _open() -> None:
    """Move the edition to the present, whatever deadline an earlier caller tried: open since a
    month, for a month more."""
    from contest_portal import clock
    from contest_portal.editions.models import Edition

    now = clock.now()
    Edition.objects.update(
        opens_at=now - timedelta(days=30), closes_at=now + timedelta(days=30),
        judging_opens_at=now + timedelta(days=40), judging_closes_at=now + timedelta(days=60),
    )  # fmt: skip


def _people_of(laos: list) -> list:
    from contest_portal import clock
    from contest_portal.accounts.models import Membership, User
    from contest_portal.accounts.roles import Role
    from tests.factories import make_user

    officer = make_user(f"officer-{uuid4().hex}@office.example", role=Role.DLA_OFFICER)
    now = clock.now()
    people = User.objects.bulk_create(
        User(email=f"clerk-{lao.code.lower()}@lao.example", name=f"ผู้บันทึก {lao.code}", password="!")
        for lao in laos
    )
    Membership.objects.bulk_create(
        Membership(
            user=person, lao=lao, claimed_at=now, verified_at=now, verified_by=officer,
            how=Membership.How.OFFICER,
        )
        for person, lao in zip(people, laos, strict=True)
    )  # fmt: skip
    return people


def _write_entry(person, lao, state: str):
    """One entry, begun and written by the verbs that people use."""
    from contest_portal import clock
    from contest_portal.demonstration.story.works import WORKS
    from contest_portal.editions.models import Edition
    from submissions.files import uploads
    from submissions.sending import workflow
    from submissions.writing import answers, content
    from tests.submissions.factories import make_pdf

    edition, now = Edition.objects.current(), clock.now()
    entry = workflow.start(edition, lao, edition.categories.first(), by=person, at=now)
    if state == "draft":
        return entry
    written = WORKS[0].answers()
    for section in edition.sections.all():
        typed = written.get(section.key, {})
        answers.save_section(entry, section, typed, by=person, at=now, versions={})
        for question in section.fields.filter(type="file", required=True):
            uploads.attach(entry, question, make_pdf(), by=person, at=now)
    left = [item.field.key for _part, item in content.blocking(content.read(entry))]
    assert not left, f"tests/journey/contest.py does not answer {left}"
    return entry


def _copy(pattern, people: list, laos: list) -> list:
    """The pattern for the first, and a copy of every row of it for each of the others."""
    from contest_portal.audit.models import AuditEvent
    from contest_portal.documents.numbers import new_number
    from submissions.models import Answer, AnswerVersion, Attachment, Entry

    others = list(zip(people, laos, strict=True))[1:]
    entries = [
        copied(pattern, pk=uuid4(), number=new_number(), lao=lao, started_by=person)
        for person, lao in others
    ]
    Entry.objects.bulk_create(entries)
    for model in (Answer, AnswerVersion, Attachment):
        rows = list(model.objects.filter(entry=pattern))
        new_key = uuid4 if model is Attachment else lambda: None
        model.objects.bulk_create(
            [copied(row, pk=new_key(), entry=entry) for entry in entries for row in rows],
            batch_size=2000,
        )
    recorded = list(AuditEvent.objects.filter(subject_id=pattern.pk))
    AuditEvent.objects.bulk_create(
        [
            copied(event, pk=None, subject_id=entry.pk, lao=entry.lao.code)
            for entry in entries
            for event in recorded
        ],
        batch_size=2000,
    )
    return [pattern, *entries]


def copied(row, **changed):
    """A new row like this one, but for what is changed."""
    names = [field.attname for field in row._meta.concrete_fields]
    copy = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


def _sign_in(people: list, laos: list, entries: list) -> Iterator[Caller]:
    for lao, entry, (session, csrf) in zip(laos, entries, sessions_of(people), strict=True):
        yield Caller(lao.code, str(entry.pk) if entry else "", session, csrf)


def sessions_of(people: list, *, proved_twice: bool = False) -> list[tuple[str, str]]:
    """A session for each, as signing in makes it, with a second factor where `proved_twice`, and a
    token against forged forms.
    """
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    from contest_portal import clock

    store = SessionStore()
    until = clock.machine_now() + timedelta(hours=8)
    sessions = []
    for person in people:
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        if proved_twice:
            request = SimpleNamespace(session=data)
            record_authentication(request, person, "mfa", type="totp")
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        text = store.encode(data)
        sessions.append(Session(session_key=key, session_data=text, expire_date=until))
    Session.objects.bulk_create(sessions)
    return [(each.session_key, get_random_string(32)) for each in sessions]


if __name__ == "__main__":
    main()
