"""Two requests at the same instant: one submission, one receipt."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from submissions.models import Submission
from submissions.sending import workflow
from tests.factories import WORKING_DAY
from tests.submissions.factories import make_complete_entry, make_officer, make_submitted_entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs) -> list:
    """What each verb returned or raised, all begun at the same moment."""
    barrier = Barrier(len(verbs))

    def run(verb):
        try:
            barrier.wait(timeout=20)
            return verb()
        except Exception as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def submitting(entry, key):
    return lambda: workflow.submit(entry, by=entry.started_by, at=WORKING_DAY, key=key)


@pytest.mark.parametrize("keys", [["key-one"] * 4, [f"key-{n}" for n in range(4)]])
def test_simultaneous_submits_give_one_submission_and_the_same_receipt(keys):
    entry = make_complete_entry()

    receipts = at_once(*(submitting(entry, key) for key in keys))

    assert receipts == [Submission.objects.get()] * 4


def test_of_two_officers_who_decide_at_once_one_is_told_that_it_is_done():
    entry = make_submitted_entry()
    officer = make_officer()

    def deciding(step):
        return lambda: workflow.advance(entry, step, by=officer, at=WORKING_DAY, note="เหตุผล")

    answers = at_once(deciding("find_eligible"), deciding("find_ineligible"))

    refused = [answer for answer in answers if isinstance(answer, workflow.NotAllowed)]
    assert len(refused) == 1
    assert entry.last_submission.screenings.count() == 1
