"""What somebody changes beneath the portal is found, and the first place is named."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from contest_portal import audit, clock
from contest_portal.audit import sealing
from contest_portal.audit.models import AuditEvent, Seal
from notifications.mailing import heads
from notifications.models import Message
from tests.conftest import LOCKS

pytestmark = pytest.mark.django_db
EVENTS = 12


@pytest.fixture
def events():
    """Twelve events, sealed; their numbers in order."""
    made = [
        audit.record(audit.Action.CLOCK_SET, by=None, facts={"ครั้งที่": number})
        for number in range(EVENTS)
    ]
    assert sealing.seal_all() == EVENTS
    return [event.pk for event in made]


@contextmanager
def unlocked():
    """As somebody who rules the database: the triggers are gone, and come back."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for lock in reversed(LOCKS):
            for statement in lock.UNDO[vendor]:
                cursor.execute(statement)
        yield cursor
        for lock in LOCKS:
            for statement in lock.SQLITE if vendor == "sqlite" else lock.POSTGRESQL:
                cursor.execute(statement)


def verified(**anchors):
    return sealing.verify(at=clock.machine_now(), **anchors)


def told(report) -> list[tuple]:
    return [(problem.position, problem.event, problem.what) for problem in report.problems]


def test_what_nobody_touched_is_whole(events):
    report = verified()

    assert (report.sealed, report.problems) == (EVENTS, [])
    assert report.head == Seal.objects.last().head


def test_each_head_covers_all_before_it(events):
    first, last = AuditEvent.objects.first(), AuditEvent.objects.last()

    assert Seal.objects.first().head == sealing.next_head(sealing.GENESIS, first)
    before_last = Seal.objects.get(position=EVENTS - 1).head
    assert Seal.objects.last().head == sealing.next_head(before_last, last)


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor_label", "somebody else"), ("facts", '{"ครั้งที่": 99}'), ("lao", "X")],
)
def test_a_changed_event_is_found(events, column, value):
    with unlocked() as cursor:
        statement = f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s"  # noqa: S608
        cursor.execute(statement, [value, events[4]])

    assert told(verified()) == [(5, events[4], "is not as it was sealed")]


def test_a_removed_event_is_found(events):
    with unlocked() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [events[6]])

    assert told(verified()) == [(7, events[6], "is missing")]


def test_two_exchanged_events_are_found(events):
    one, other = events[2], events[9]
    with unlocked() as cursor:
        for old, new in ((one, -1), (other, one), (-1, other)):
            cursor.execute("UPDATE audit_auditevent SET id = %s WHERE id = %s", [new, old])

    assert told(verified()) == [
        (3, one, "is not as it was sealed"), (10, other, "is not as it was sealed"),
    ]  # fmt: skip


def test_a_cut_tail_is_found_by_a_head_that_was_kept_elsewhere(events):
    kept = Seal.objects.last()
    with unlocked() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE position > 9")
        cursor.execute("DELETE FROM audit_auditevent WHERE id > %s", [events[8]])

    assert told(verified()) == [], "the rest fits"
    assert told(verified(anchors={kept.position: kept.head})) == [
        (EVENTS, None, "ends before a head that was kept elsewhere")
    ]


def test_a_whole_new_chain_is_found_by_a_head_that_was_kept_elsewhere(events):
    kept = Seal.objects.get(position=8)
    with unlocked() as cursor:
        cursor.execute("UPDATE audit_auditevent SET lao = 'X' WHERE id = %s", [events[0]])
        cursor.execute("DELETE FROM audit_seal")
    sealing.seal_all()

    assert told(verified()) == []
    assert told(verified(anchors={8: kept.head})) == [
        (8, events[7], "is not the head that was kept elsewhere")
    ]


def test_a_removed_seal_is_found(events):
    with unlocked() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE position = 4")

    assert told(verified())[0] == (4, None, "has no seal before 5")


def test_an_event_slipped_in_is_sealed_late_and_not_forgotten(events):
    """One that committed late, too: a lower number than what is sealed already."""
    late = audit.record(audit.Action.CLOCK_SET, by=None)

    assert told(sealing.verify(at=clock.machine_now() + timedelta(hours=2))) == [
        (EVENTS + 1, late.pk, "is not sealed")
    ]
    assert sealing.seal_all() == 1
    assert told(verified()) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_seal SET head = ''", "DELETE FROM audit_seal"])
def test_the_database_refuses_to_change_seals(events, statement):
    refused = pytest.raises(DatabaseError, match="never")

    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Seal.objects.count() == EVENTS


def test_the_command_names_the_first_place_and_fails(events, capsys):
    call_command("verify_audit")
    whole = capsys.readouterr().out
    with unlocked() as cursor:
        cursor.execute("UPDATE audit_auditevent SET lao = 'X' WHERE id = %s", [events[4]])

    with pytest.raises(CommandError, match="Places: 1"):
        call_command("verify_audit")

    assert f"12:{Seal.objects.last().head}" in whole
    assert f"at 5: event {events[4]} is not as it was sealed" in capsys.readouterr().err


def test_an_anchor_that_is_none_is_refused(events):
    with pytest.raises(CommandError, match="POSITION:HEAD"):
        call_command("verify_audit", "--anchor", "12")


def test_the_head_is_mailed_once_a_day_and_can_be_used(events, settings, capsys):
    settings.PORTAL_AUDIT_HEADS_TO = ["auditor@agency.example", "owner@agency.example"]
    day = clock.machine_now()

    owed = [heads.owe(at=moment) for moment in (day, day, day + timedelta(days=1))]
    mails = Message.objects.filter(kind=heads.KIND)

    assert (owed, mails.count()) == ([2, 2, 2], 4)
    anchor = mails.first().text.split("--anchor ")[1].split()[0]
    call_command("verify_audit", "--anchor", anchor)
    assert "12 events are as they were sealed" in capsys.readouterr().out


def test_without_anybody_to_keep_it_no_head_is_mailed(events):
    assert (heads.owe(at=clock.machine_now()), Message.objects.count()) == (0, 0)
