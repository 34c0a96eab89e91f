"""The demonstration's story reads like a contest: what is answered has been sent before."""

from collections import Counter

import pytest

from contest_portal import clock
from contest_portal.demonstration import loading, mailbox, story
from contest_portal.demonstration.loading import EDITION_SLUG
from contest_portal.demonstration.story import circulars
from contest_portal.editions.models import Edition
from judging.models import Inquiry, Ranking, Round, Sheet
from judging.rounds.entries import of_round
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


@pytest.fixture
def judged(settings, tmp_path):
    """The demonstration while judges score."""
    settings.PORTAL_DEMO = True
    settings.PORTAL_DATA = tmp_path
    loading.load()
    story.play("judging")
    return Edition.objects.get(slug=EDITION_SLUG)


def test_a_round_is_over_one_is_scored_and_one_is_planned(judged):
    at = clock.now()
    over, scored, planned = judged.rounds.order_by("order")

    kinds = [round_.kind for round_ in (over, scored, planned)]
    assert kinds == [Round.Kind.QUALIFYING, Round.Kind.SCORED, Round.Kind.FINAL]
    assert over.closes_at <= scored.opens_at <= at < scored.closes_at < planned.opens_at
    assert not Sheet.objects.in_round(over).awaited().exists()
    assert set(of_round(scored)) == set(of_round(over)) != set()
    assert (Sheet.objects.in_round(scored).awaited().count(), list(of_round(planned))) == (2, [])


def test_a_judge_s_question_waits_until_the_results(judged):
    assert Inquiry.objects.waiting().count() == 1

    story.play("results")

    assert Inquiry.objects.waiting().count() == 0
    assert Ranking.objects.in_force().get().round.kind == Round.Kind.SCORED
