"""No letter leaves without the second person, whoever or whatever made its mail."""

import pytest

from notifications.circulars import issuing
from notifications.mailing import outbox
from notifications.models import Circular, Message
from tests.factories import WORKING_DAY

from .factories import make_circular, make_content

pytestmark = pytest.mark.django_db(transaction=True)

Status = Circular.Status
PROVINCES = 3
UNAPPROVED = {"approved_by": None, "approved_at": None, "approved_digest": ""}


@pytest.fixture
def circular():
    return make_circular(Status.RELEASING, provinces=PROVINCES)


def states() -> set[str]:
    return set(Message.objects.values_list("state", flat=True))


def test_an_approved_letter_goes_out(circular, sink):
    outbox.drain()

    assert (len(sink.accepted), states()) == (PROVINCES, {Message.State.SENT})


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": Status.DRAFT, **UNAPPROVED},
        {"status": Status.CHECKED, **UNAPPROVED},
        {"status": Status.APPROVED},
        {"status": Status.CANCELLED},
        UNAPPROVED,
        {"content_digest": "1" * 64},
    ],
    ids=["draft", "checked", "not released", "cancelled", "nobody approved", "changed since"],
)
def test_mails_that_stand_in_the_outbox_by_mistake_are_cancelled(circular, sink, wrong):
    Circular.objects.filter(pk=circular.pk).update(**wrong)

    outbox.drain()

    assert (sink.accepted, states()) == ([], {Message.State.CANCELLED})


def test_changing_the_text_makes_the_approval_void():
    circular = make_circular(Status.APPROVED, provinces=PROVINCES)

    changed = issuing.revise(
        circular, make_content(subject="เรื่องใหม่"), by=circular.prepared_by, at=WORKING_DAY
    )

    assert (changed.status, changed.approved_by, changed.approved_digest) == (
        Status.DRAFT,
        None,
        "",
    )


def test_releasing_it_again_owes_nobody_a_second_letter(circular, sink):
    issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)
    outbox.drain()
    issuing.release(circular, by=circular.approved_by, at=WORKING_DAY)
    outbox.drain()

    assert (Message.objects.count(), len(sink.accepted)) == (PROVINCES, PROVINCES)


def test_of_a_letter_cancelled_in_between_every_mail_is_sent_or_cancelled(circular, sink):
    first = Message.objects.order_by("pk")[0]
    outbox.send_now(first.pk)
    issuing.cancel(circular, by=circular.prepared_by, at=WORKING_DAY)
    outbox.drain()

    ends = list(Message.objects.values_list("state", flat=True))
    assert (ends.count("sent"), ends.count("cancelled")) == (1, PROVINCES - 1)
    assert len(sink.accepted) == 1
