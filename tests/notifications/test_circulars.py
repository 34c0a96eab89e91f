"""A circular is prepared by one person, approved and sent by another, and sent once."""

import dataclasses

import pytest

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from notifications import sweeping
from notifications.circulars import issuing
from notifications.mailing import outbox
from notifications.models import Circular, Message
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular, make_content, make_officers

pytestmark = pytest.mark.django_db
Status = Circular.Status


def test_its_author_can_neither_approve_nor_send_it():
    checked = make_circular(Status.CHECKED)
    with pytest.raises(NotAllowed):
        issuing.approve(checked, by=checked.prepared_by, at=WORKING_DAY)
    _author, second = make_officers()
    approved = issuing.approve(checked, by=second, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        issuing.release(approved, by=approved.prepared_by, at=WORKING_DAY)


def test_a_change_makes_the_approval_void_and_the_changer_its_author():
    circular = make_circular(Status.APPROVED)
    changer = circular.approved_by
    content = dataclasses.replace(issuing.content_of(circular), subject="เรื่องใหม่")

    circular = issuing.revise(circular, content, by=changer, at=WORKING_DAY)

    assert (circular.status, circular.approved_by, circular.approved_digest) == (
        Status.DRAFT, None, "",
    )  # fmt: skip
    assert (circular.prepared_by, circular.version) == (changer, 2)


def test_saving_it_unchanged_keeps_the_approval():
    circular = make_circular(Status.APPROVED)

    issuing.revise(circular, issuing.content_of(circular), by=circular.prepared_by, at=WORKING_DAY)

    circular.refresh_from_db()
    assert (circular.status, circular.version) == (Status.APPROVED, 1)


def test_content_changed_behind_the_approval_is_not_sent():
    circular = make_circular(Status.APPROVED)
    Circular.objects.update(subject="แก้หลังอนุมัติ")

    with pytest.raises(NotAllowed):
        issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)

    assert Message.objects.count() == 0


def test_a_sent_circular_cannot_be_changed():
    circular = make_circular(Status.RELEASING)

    with pytest.raises(NotAllowed):
        issuing.revise(circular, make_content(), by=circular.prepared_by, at=WORKING_DAY)


def test_a_province_without_a_mailbox_stops_the_hand_over():
    circular = make_circular()
    factories.make_province("58")

    with pytest.raises(NotAllowed):
        issuing.hand_over(circular, by=circular.prepared_by, at=WORKING_DAY)


def test_bangkok_needs_no_mailbox_and_gets_no_letter():
    edition = factories.make_edition()
    factories.make_province_contact(factories.make_province("10"))

    circular = make_circular(Status.RELEASING, edition=edition)

    assert [copy.province_id for copy in circular.recipients.all()] == ["30"]


def test_sending_it_twice_owes_every_province_one_letter():
    circular = make_circular(Status.RELEASING, provinces=3)

    issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)

    assert (circular.recipients.count(), Message.objects.count()) == (3, 3)
    released = audit.about(circular).filter(action=audit.Action.CIRCULAR_RELEASED)
    assert [event.facts for event in released] == [{"letters": 3}]


def test_it_counts_as_sent_when_no_letter_is_open_any_more(sink):
    circular = make_circular(Status.RELEASING, provinces=2)
    sweeping.sweep()
    circular.refresh_from_db()
    before = circular.status

    outbox.drain()
    sweeping.sweep()

    circular.refresh_from_db()
    assert (before, circular.status) == (Status.RELEASING, Status.RELEASED)


def test_cancelling_it_stops_the_letters_that_wait(sink):
    circular = make_circular(Status.RELEASING, provinces=2)

    issuing.cancel(circular, by=circular.prepared_by, at=WORKING_DAY)
    outbox.drain()

    assert sink.accepted == []
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.CANCELLED}


@pytest.mark.parametrize("again", ["ตย 9999.9/ว 5", "ตย๙๙๙๙.๙/ว๕", "ตย ๙๙๙๙.๙ / ว ๕"])
def test_an_edition_has_each_letter_number_once_however_it_is_written(again):
    circular = make_circular(number="ตย ๙๙๙๙.๙/ว ๕")

    with pytest.raises(NotAllowed):
        issuing.prepare(
            circular.edition, make_content(number=again), by=circular.prepared_by, at=WORKING_DAY
        )


def test_the_number_of_a_cancelled_circular_is_free_again():
    circular = make_circular(number="ตย ๙๙๙๙.๙/ว ๕")
    issuing.cancel(circular, by=circular.prepared_by, at=WORKING_DAY)

    again = issuing.prepare(
        circular.edition, make_content(number="ตย ๙๙๙๙.๙/ว ๕"), by=circular.prepared_by,
        at=WORKING_DAY,
    )  # fmt: skip

    assert again.status == Status.DRAFT


ALLOWED = {
    "hand_over": {Status.DRAFT},
    "approve": {Status.CHECKED},
    "release": {Status.APPROVED, Status.RELEASING},
    "cancel": {Status.DRAFT, Status.CHECKED, Status.APPROVED, Status.RELEASING},
}


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.CHECKED, Status.APPROVED, Status.RELEASING]
)
def test_each_step_has_its_place(verb, status):
    circular = make_circular(status)
    _author, second = make_officers()

    try:
        getattr(issuing, verb)(circular, by=second, at=WORKING_DAY)
        went = True
    except NotAllowed:
        went = False

    assert went == (status in ALLOWED[verb])


def test_every_step_is_recorded():
    circular = make_circular(Status.RELEASING)

    actions = [event.action for event in audit.about(circular)]

    assert actions == [
        audit.Action.CIRCULAR_PREPARED, audit.Action.CIRCULAR_CHECKED,
        audit.Action.CIRCULAR_APPROVED, audit.Action.CIRCULAR_RELEASED,
    ]  # fmt: skip
