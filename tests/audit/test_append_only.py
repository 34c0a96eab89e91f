"""What happened stays as it was written."""

import pytest
from django.db import DatabaseError, connection, transaction

from contest_portal import audit
from contest_portal.audit.models import AppendOnly, AuditEvent


@pytest.fixture
def event(db):
    return audit.record(audit.Action.CLOCK_SET, by=None)


def test_the_model_refuses_to_change_an_event(event):
    event.actor_label = "somebody else"

    with pytest.raises(AppendOnly):
        event.save()


def test_the_manager_refuses_to_change_or_delete_events(event):
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(actor_label="somebody else")
    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET actor_label = 'x'", "DELETE FROM audit_auditevent"]
)
def test_the_database_refuses_to_change_or_delete_events(event, statement):
    refused = pytest.raises(DatabaseError, match="never")

    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert AuditEvent.objects.get().actor_label == "ระบบ"


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_between_tests_leaves_the_triggers_in_place():
    audit.record(audit.Action.CLOCK_SET, by=None)

    assert AuditEvent.objects.count() == 1
