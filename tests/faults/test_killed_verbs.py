"""A verb's process is killed between any two of its steps: no fact without its mail, nor a mail
without its fact, nor either without its line in the audit."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from contest_portal.accounts import membership as belonging
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from contest_portal.audit import Action
from contest_portal.audit.models import AuditEvent
from judging.judges import invitations, reminding
from judging.models import Appeal, Judge, Round, Sequel
from judging.ranking import proposing
from judging.results import appeals, embargo, releasing
from notifications.circulars import issuing
from notifications.models import Circular, Message, Reminder
from notifications.reminding import reminders
from submissions.deadlines import extending
from submissions.models import Extension, Submission
from submissions.sending import workflow
from tests import factories
from tests.factories import DEADLINE, WORKING_DAY
from tests.faults import killing
from tests.judging import factories as judging_factories
from tests.notifications import factories as mail_factories
from tests.submissions import factories as entry_factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
]

PROVINCES = 3


@dataclass
class Case:
    """A verb ready to be run, whether its fact stands, and how many mails the fact owes."""

    verb: Callable[[], object]
    fact: Callable[[], bool]
    kind: str
    owed: int
    action: Action


def submitting() -> Case:
    entry = entry_factories.make_complete_entry()
    return Case(
        verb=lambda: workflow.submit(entry, by=entry.started_by, at=WORKING_DAY, key="k"),
        fact=Submission.objects.filter(entry=entry).exists,
        kind="receipt",
        owed=1,
        action=Action.ENTRY_SUBMITTED,
    )


def finding_eligible() -> Case:
    entry = entry_factories.make_submitted_entry()
    officer = factories.make_user(role=Role.DLA_OFFICER)
    latest = entry.last_submission
    return Case(
        verb=lambda: workflow.advance(
            entry, "find_eligible", by=officer, at=WORKING_DAY, submission=latest
        ),
        fact=lambda: type(entry).objects.get(pk=entry.pk).status == "eligible",
        kind="entry_eligible",
        owed=1,
        action=Action.ENTRY_ELIGIBLE,
    )


def verifying_a_claim() -> Case:
    factories.make_edition()
    claim = Membership.objects.create(
        user=factories.make_user(), lao=factories.make_lao(), claimed_at=WORKING_DAY
    )
    officer = factories.make_user(role=Role.DLA_OFFICER)
    return Case(
        verb=lambda: belonging.verify(claim, by=officer, at=WORKING_DAY),
        fact=Membership.objects.verified().filter(pk=claim.pk).exists,
        kind="claim_verified",
        owed=1,
        action=Action.CLAIM_VERIFIED,
    )


def releasing_a_circular() -> Case:
    circular = mail_factories.make_circular(Circular.Status.APPROVED, provinces=PROVINCES)
    second = circular.approved_by
    return Case(
        verb=lambda: issuing.release(circular, by=second, at=WORKING_DAY),
        fact=Circular.objects.filter(pk=circular.pk, status__in=Circular.OUT).exists,
        kind="circular",
        owed=PROVINCES,
        action=Action.CIRCULAR_RELEASED,
    )


def inviting_a_judge() -> Case:
    round_ = judging_factories.make_round()
    officer = factories.make_user(role=Role.DLA_OFFICER)
    return Case(
        verb=lambda: invitations.invite_judge(
            round_, "judge@panel.example", "ดร.กรรมการ", by=officer, at=WORKING_DAY
        ),
        fact=Judge.objects.filter(round=round_).exists,
        kind="judge_invited",
        owed=1,
        action=Action.JUDGE_INVITED,
    )


def reminding_judges() -> Case:
    round_ = judging_factories.make_round()
    officer = factories.make_user(role=Role.DLA_OFFICER)
    judge = judging_factories.make_judge(round_)
    judging_factories.make_sheet(judge, judging_factories.make_entry(round_.edition))
    return Case(
        verb=lambda: reminding.remind(round_, by=officer, at=round_.opens_at),
        fact=Judge.objects.filter(pk=judge.pk, reminded_at__isnull=False).exists,
        kind="judge_reminder",
        owed=1,
        action=Action.JUDGES_REMINDED,
    )


def publishing_results() -> Case:
    round_ = judging_factories.make_round()
    member = factories.make_member()
    entry = judging_factories.make_entry(
        round_.edition, lao=member.memberships.get().lao, started_by=member
    )
    judging_factories.make_judge(round_)
    everything = {criterion.key: 7 for criterion in round_.criteria.all()}
    judging_factories.make_signed(round_, entry, everything)
    first, second = mail_factories.make_officers()
    proposed = proposing.prepare(round_, by=first, at=DEADLINE)
    return Case(
        verb=lambda: releasing.release(proposed, by=second, at=DEADLINE),
        fact=type(proposed).objects.filter(pk=proposed.pk, released_at__isnull=False).exists,
        kind="results_published",
        owed=1,
        action=Action.RESULTS_RELEASED,
    )


def publishing_at_a_set_time() -> Case:
    case = publishing_results()
    proposed = proposing.latest(Round.objects.get())
    _first, second = mail_factories.make_officers()
    instant = DEADLINE + timedelta(days=1)
    embargo.approve(proposed, by=second, at=DEADLINE, publish_at=instant)
    case.verb = lambda: embargo.publish_due(at=instant)
    return case


def filing_an_appeal() -> Case:
    published = publishing_results()
    published.verb()
    round_ = Round.objects.get()
    officer = factories.make_user(role=Role.ORGANISER)
    Sequel.objects.create(round=round_, appeal_days=3, saved_by=officer, saved_at=DEADLINE)
    entry = round_.rankings.get().decisions.get().entry
    member = entry.started_by
    return Case(
        verb=lambda: appeals.file(entry, "เหตุผล", by=member, at=DEADLINE, version=0),
        fact=Appeal.objects.filed().exists,
        kind="appeal_received",
        owed=1,
        action=Action.APPEAL_FILED,
    )


def giving_more_time() -> Case:
    entry = entry_factories.make_entry()
    officer = factories.make_user(role=Role.DLA_OFFICER)
    until = DEADLINE + timedelta(days=1)
    return Case(
        verb=lambda: extending.propose(
            entry.edition, until=until, reason="น้ำท่วม", by=officer, at=DEADLINE, entry=entry
        ),
        fact=Extension.objects.approved().filter(entry=entry).exists,
        kind="deadline_extended",
        owed=1,
        action=Action.DEADLINE_EXTENDED,
    )


def reminding_provinces() -> Case:
    edition = factories.make_edition(reminder_days=[1])
    circular = mail_factories.make_circular(
        Circular.Status.RELEASING, provinces=PROVINCES, edition=edition
    )
    Message.objects.update(state=Message.State.SENT, sent_at=WORKING_DAY)
    return Case(
        verb=lambda: reminders.plan(at=WORKING_DAY + timedelta(days=1)),
        fact=Reminder.objects.filter(recipient__circular=circular).exists,
        kind=reminders.KIND,
        owed=PROVINCES,
        action=Action.CIRCULAR_REMINDED,
    )


CASES = [
    submitting,
    finding_eligible,
    verifying_a_claim,
    releasing_a_circular,
    inviting_a_judge,
    reminding_judges,
    publishing_results,
    publishing_at_a_set_time,
    filing_an_appeal,
    giving_more_time,
    reminding_provinces,
]


@pytest.mark.parametrize("make", CASES)
def test_a_verb_killed_at_any_step_leaves_all_or_nothing(make):
    case = make()
    steps = _steps_of(case.verb)
    seen = set()

    for step in range(1, steps + 1):
        with transaction.atomic():
            before = _standing(case)
        if before == _nothing(case):
            exit_status, _ = killing.run(case.verb, kill_at=step)
            assert exit_status == killing.DIED
        after = _standing(case)
        seen.add(after)
        assert after in (_nothing(case), _everything(case)), f"killed at step {step} of {steps}"

    assert seen == {_nothing(case), _everything(case)}, "only the last step follows the commit"


def test_a_verb_that_is_not_killed_does_all():
    case = submitting()

    exit_status, steps = killing.run(case.verb)

    assert (exit_status, steps > 5) == (0, True)
    assert _standing(case) == _everything(case)


def test_the_harness_sees_a_fact_without_its_mail():
    """A verb of two transactions, so that we know that the test above could fail."""
    case = submitting()
    case.verb = _in_two_transactions(case.verb)
    steps = _steps_of(case.verb)

    found = set()
    for step in range(1, steps + 1):
        killing.run(case.verb, kill_at=step)
        found.add(_standing(case))

    assert not found <= {_nothing(case), _everything(case)}


def _in_two_transactions(verb):
    def careless():
        with transaction.atomic():
            verb()
            Message.objects.filter(kind="receipt").delete()
        with transaction.atomic():
            mail_factories.make_message(kind="receipt")

    return careless


def _steps_of(verb) -> int:
    """How many steps the verb takes, found out by a run whose work is undone."""

    def rehearse():
        with transaction.atomic():
            verb()
            transaction.set_rollback(True)

    exit_status, steps = killing.run(rehearse)
    assert exit_status == 0
    return steps + 2  # a rehearsal has no commit: the moment before it and the moment after


def _standing(case: Case) -> tuple[bool, int, int]:
    return (
        case.fact(),
        Message.objects.filter(kind=case.kind).count(),
        AuditEvent.objects.filter(action=case.action).count(),
    )


def _nothing(case: Case) -> tuple[bool, int, int]:
    return (False, 0, 0)


def _everything(case: Case) -> tuple[bool, int, int]:
    return (True, case.owed, 1)
