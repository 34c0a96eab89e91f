"""More time is asked for, proposed, decided, and told to those concerned."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from contest_portal.accounts.roles import Role
from contest_portal.audit.models import AuditEvent
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from submissions.deadlines import extending
from submissions.deadlines.extensions import closing_for, closing_for_everyone, closing_instant
from submissions.models import Entry, Extension, Status
from tests.factories import (
    DEADLINE,
    WORKING_DAY,
    make_amphoe,
    make_edition,
    make_lao,
    make_member,
    make_province,
    make_user,
)
from tests.submissions.factories import make_entry, make_officer

pytestmark = pytest.mark.django_db

LATE = DEADLINE + timedelta(minutes=4)
NEXT_DAY = DEADLINE + timedelta(days=1)


def propose(edition, *, by=None, until=NEXT_DAY, at=LATE, **scope) -> Extension:
    by = by or make_officer()
    return extending.propose(edition, until=until, reason="น้ำท่วม", by=by, at=at, **scope)


def ask(entry, *, at=LATE) -> Extension:
    return extending.ask(entry, plea="ไฟฟ้าดับทั้งตำบล", by=entry.started_by, at=at)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def test_an_officer_alone_gives_more_time_to_one_entry():
    entry, other = make_entry(), make_entry()

    given = propose(entry.edition, entry=entry)

    assert given.approved_at == LATE
    assert (closing_instant(entry), closing_instant(other)) == (NEXT_DAY, DEADLINE)
    assert told("deadline_extended") == [entry.started_by.email]


@pytest.mark.parametrize("scope", ["lao", "amphoe", "province", "everyone"])
def test_wider_than_one_entry_needs_a_second_person(scope):
    entry = make_entry(lao=make_lao(amphoe=make_amphoe(make_province())))
    lao, officer = entry.lao, make_officer()
    places = {"lao": lao, "amphoe": lao.amphoe, "province": lao.province}
    named = {scope: places[scope]} if scope in places else {}

    proposed = propose(entry.edition, by=officer, **named)

    assert closing_instant(entry) == DEADLINE
    with pytest.raises(NotAllowed):
        extending.approve(proposed, by=officer, at=LATE)
    assert told("deadline_extended") == []
    extending.approve(proposed, by=make_officer(), at=LATE)
    assert closing_instant(entry) == NEXT_DAY
    assert Entry.objects.open_at(NEXT_DAY - timedelta(microseconds=1)).get() == entry
    assert told("deadline_extended") == [entry.started_by.email]


def test_the_database_itself_wants_the_second_person():
    officer = make_officer()
    proposed = propose(make_edition(), by=officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=proposed.pk).update(approved_by=officer, approved_at=LATE)


def test_only_those_whom_it_gives_time_are_told():
    here, elsewhere = make_province("30"), make_province("58")
    entry = make_entry(lao=make_lao(here))
    without_entry = make_member(make_lao(here))
    make_member(make_lao(here), verified=False)
    make_member(make_lao(here), is_active=False)
    make_member(make_lao(elsewhere))

    proposed = propose(entry.edition, province=here)
    extending.approve(proposed, by=make_officer(), at=LATE)

    assert told("deadline_extended") == sorted([entry.started_by.email, without_entry.email])


def test_an_organisation_asks_and_an_officer_grants_with_an_end_and_a_public_reason():
    entry, officer = make_entry(), make_officer()

    request = ask(entry)
    assert closing_instant(entry) == DEADLINE
    assert ask(entry) == request
    extending.grant(request, until=NEXT_DAY, reason="ไฟฟ้าดับ", by=officer, at=LATE)

    assert closing_instant(entry) == NEXT_DAY
    assert told("deadline_extended") == [entry.started_by.email]
    actions = AuditEvent.objects.filter(subject_id=str(entry.pk)).values_list("action", flat=True)
    assert list(actions) == ["entries.extension_asked", "entries.deadline_extended"]


def test_officers_who_may_decide_hear_at_once_that_somebody_asks():
    entry = make_entry()
    roles = (Role.DLA_OFFICER, Role.ORGANISER)
    officers = [make_user(f"{role}@office.example", role=role) for role in roles]
    officers.append(entry.started_by.memberships.get().verified_by)
    make_user("judge@judges.example", role=Role.JUDGE)
    gone = make_user("gone@office.example", role=Role.DLA_OFFICER)
    gone.appointments.update(ended_at=WORKING_DAY)
    elsewhere = make_user("elsewhere@office.example", role=Role.DLA_OFFICER)
    elsewhere.appointments.update(edition_slug="2566")

    request = ask(entry)
    ask(entry)

    assert told("extension_asked") == sorted(officer.email for officer in officers)
    mail = Message.objects.filter(kind="extension_asked").first()
    assert "ไฟฟ้าดับทั้งตำบล" in mail.text
    assert f"/extensions/{request.pk}/" in mail.text
    assert mail.lane == Message.Lane.NOTICE


def test_a_refusal_gives_no_time_and_tells_who_asked_why():
    entry = make_entry()
    request = ask(entry)

    extending.refuse(request, reason="ยังมีเวลา", by=make_officer(), at=LATE)

    assert closing_instant(entry) == DEADLINE
    assert "ยังมีเวลา" in Message.objects.get(kind="extension_refused").text
    assert told("extension_refused") == [entry.started_by.email]


def test_what_was_decided_is_not_decided_again():
    request = ask(make_entry())
    officer = make_officer()
    extending.refuse(request, reason="ยังมีเวลา", by=officer, at=LATE)

    with pytest.raises(NotAllowed):
        extending.grant(request, until=NEXT_DAY, reason="น้ำท่วม", by=officer, at=LATE)
    with pytest.raises(NotAllowed):
        extending.refuse(request, reason="อีกครั้ง", by=officer, at=LATE)


def test_nobody_asks_long_before_the_deadline_nor_once_judging_has_begun():
    entry = make_entry()

    with pytest.raises(NotAllowed):
        ask(entry, at=WORKING_DAY)
    with pytest.raises(NotAllowed):
        ask(entry, at=entry.edition.judging_opens_at)


def test_nobody_asks_for_others_or_for_an_entry_that_is_decided():
    entry = make_entry()

    with pytest.raises(NotAllowed):
        extending.ask(entry, plea="น้ำท่วม", by=make_member(), at=LATE)
    Entry.objects.filter(pk=entry.pk).update(status=Status.ELIGIBLE)
    with pytest.raises(NotAllowed):
        ask(entry)


@pytest.mark.parametrize("until", [DEADLINE, LATE, DEADLINE + timedelta(days=30)])
def test_an_end_that_gives_no_time_or_reaches_into_judging_is_refused(until):
    edition = make_edition()

    with pytest.raises(NotAllowed):
        propose(edition, until=until)


@pytest.mark.parametrize("role", [Role.PROVINCE_OFFICER, Role.JUDGE, Role.ADMINISTRATOR])
def test_others_than_officers_of_the_contest_neither_propose_nor_decide(role):
    edition = make_edition()
    province = make_province() if role == Role.PROVINCE_OFFICER else None
    person = make_user(role=role, province=province)
    proposed = propose(edition)

    with pytest.raises(NotAllowed):
        propose(edition, by=person)
    with pytest.raises(NotAllowed):
        extending.approve(proposed, by=person, at=LATE)


def test_a_persons_deadline_is_the_latest_of_what_they_work_on():
    entry, stranger = make_entry(), make_member()
    edition = entry.edition

    propose(edition, entry=entry)

    assert closing_for(entry.started_by, edition) == NEXT_DAY
    assert closing_for(stranger, edition) == closing_for_everyone(edition) == DEADLINE


def test_what_everybody_got_is_everybodys_deadline():
    edition = make_edition()

    extending.approve(propose(edition), by=make_officer(), at=LATE)

    assert closing_for_everyone(edition) == NEXT_DAY
    assert closing_for(make_member(), edition) == NEXT_DAY
