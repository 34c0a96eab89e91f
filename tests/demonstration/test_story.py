"""The demonstration's story reads like a contest: what is answered has been sent before."""

from collections import Counter

import pytest

from contest_portal.demonstration import loading, mailbox
from contest_portal.demonstration.loading import EDITION_SLUG
from contest_portal.demonstration.story import circulars
from contest_portal.editions.models import Edition
from notifications.models import Acknowledgement, Circular, Message

pytestmark = pytest.mark.django_db
PROVINCES = 76


@pytest.fixture
def told(settings, tmp_path):
    """The demonstration, its letter sent and answered by some."""
    settings.PORTAL_DEMO = True
    settings.PORTAL_DATA = tmp_path
    loading.load()
    circulars.play(Edition.objects.get(slug=EDITION_SLUG))


def test_every_province_got_the_letter_before_some_answered(told):
    mails = Message.objects.filter(kind="circular")
    assert Counter(mails.values_list("state", flat=True)) == {Message.State.SENT: PROVINCES}
    assert len(mailbox.newest(address="saraban")) == PROVINCES

    sent_at = dict(mails.values_list("recipient", "sent_at"))
    answers = Acknowledgement.objects.values_list("recipient", "at")
    assert len(answers) == circulars.ANSWERING
    assert [recipient for recipient, at in answers if at <= sent_at[recipient]] == []

    states = Circular.objects.values_list("status", flat=True)
    assert sorted(states) == sorted([Circular.Status.RELEASED, Circular.Status.CHECKED])
