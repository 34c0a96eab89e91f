"""Whatever the front door stamps on a request, nothing late is accepted, and doubt is shown."""

from datetime import timedelta

import pytest

from contest_portal import clock
from contest_portal.clock import reading
from contest_portal.clock.models import Simulation
from submissions.models import Submission
from tests.factories import DEADLINE
from tests.submissions.factories import make_complete_entry, make_officer

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
# What the stamp says instead of the truth, and whether it can be believed.
STAMPS = {
    "five minutes fast": (lambda at: f"{at + 300:.3f}", False),
    "five minutes slow": (lambda at: f"{at - 300:.3f}", False),
    "a second slow": (lambda at: f"{at - 1:.3f}", True),
    "no number": (lambda at: "NaN", False),
    "missing": (lambda at: None, False),
    "negative": (lambda at: f"-{at:.3f}", False),
}


@pytest.fixture
def ticking(settings):
    """Behind the trusted proxy, let contest time run on from a moment."""
    settings.PORTAL_TRUSTED_PROXY = True

    def tick(moment) -> None:
        Simulation.objects.update_or_create(
            id=1, defaults={"anchor": moment, "machine_anchor": clock.machine_now(), "rate": 1}
        )
        reading.forget()

    return tick


def send(client, entry, stamp):
    client.force_login(entry.started_by)
    said = stamp(clock.machine_now().timestamp())
    headers = {} if said is None else {"X-Received-At": said}
    return client.post(f"/2565/entries/{entry.pk}/submit/", {"key": "k" * 8}, headers=headers)


@pytest.mark.parametrize("skew", STAMPS)
def test_in_time_by_our_own_clock_is_accepted_and_doubt_is_marked(client, ticking, skew):
    stamp, believable = STAMPS[skew]
    entry = make_complete_entry()
    ticking(DEADLINE - 30 * SECOND)

    sent = send(client, entry, stamp)

    submission = Submission.objects.get()
    assert sent.status_code == 302
    assert submission.arrival_doubtful != believable
    assert abs(submission.arrived_at - DEADLINE + 30 * SECOND) < 20 * SECOND


@pytest.mark.parametrize("skew", STAMPS)
def test_a_second_after_the_deadline_by_our_own_clock_is_too_late(client, ticking, skew):
    stamp, _believable = STAMPS[skew]
    entry = make_complete_entry()
    ticking(DEADLINE + SECOND)

    assert send(client, entry, stamp).status_code == 409
    assert not Submission.objects.exists()


def test_a_stamp_a_second_fast_refuses_only_what_it_puts_behind_the_deadline(client, ticking):
    entry = make_complete_entry()
    ticking(DEADLINE - 30 * SECOND)

    sent = send(client, entry, lambda at: f"{at + 0.9:.3f}")

    assert sent.status_code == 302
    assert not Submission.objects.get().arrival_doubtful


def test_officers_see_the_doubt_on_the_desk_and_on_the_entry(client, ticking):
    entry = make_complete_entry()
    ticking(DEADLINE - 30 * SECOND)
    send(client, entry, lambda at: "NaN")
    client.force_login(make_officer())

    desk = client.get("/2565/entries/screening/", headers={"X-Received-At": "NaN"})
    page = client.get(f"/2565/entries/screening/{entry.pk}/", headers={"X-Received-At": "NaN"})

    assert "เวลาจากนาฬิกาของระบบ" in desk.content.decode()
    assert "นาฬิกาของระบบ" in page.content.decode()
