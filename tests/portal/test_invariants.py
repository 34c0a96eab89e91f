"""Each rule notices a row that breaks it, and none complains of a contest in good order."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from contest_portal import audit, invariants
from contest_portal.audit import Action
from contest_portal.documents.models import Document
from notifications.models import Message
from submissions.models import Answer, Entry, Submission
from submissions.sending import workflow
from tests.factories import DEADLINE, WORKING_DAY, make_edition, make_member
from tests.submissions.factories import submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(set_clock):
    """Begun, written, and submitted twice, by the verbs that people use."""
    set_clock(WORKING_DAY)
    edition, member = make_edition(), make_member()
    lao, category = member.memberships.get().lao, edition.categories.get()
    begun = workflow.start(edition, lao, category, by=member, at=WORKING_DAY)
    for hour, title in enumerate(["จองคิว", "จองคิวออนไลน์"]):
        write(begun, title=title)
        submit(begun, at=WORKING_DAY + timedelta(hours=hour))
    return Entry.objects.get(pk=begun.pk)


def test_a_contest_in_good_order_breaks_no_rule(entry, capsys):
    call_command("check_invariants")

    assert capsys.readouterr().out == f"{len(invariants.RULES)} rules hold\n"


def test_the_command_names_the_rule_and_the_row(entry, capsys):
    Entry.objects.update(status="withdrawn")

    with pytest.raises(CommandError, match="1 of"):
        call_command("check_invariants")

    assert entry.number in capsys.readouterr().err


def rewrite_a_paper(entry):
    paper = Document.objects.first()
    Document.objects.filter(pk=paper.pk).update(snapshot=paper.snapshot | {"submitted_by": "x"})


def move_an_arrival(entry):
    last = entry.last_submission
    last.arrived_at += timedelta(seconds=1)
    last.save(update_fields=["arrived_at"])


def count_a_late_one(entry):
    Submission.objects.filter(pk=entry.last_submission.pk).update(arrived_at=DEADLINE)


def status_of(status):
    return lambda entry: Entry.objects.filter(pk=entry.pk).update(status=status)


def tell_it_twice(action):
    return lambda entry: audit.record(action, entry, by=None, facts={"from": "draft"})


DAMAGES = {
    invariants.altered_documents: rewrite_a_paper,
    invariants.receipts_of_another_submission: move_an_arrival,
    invariants.out_of_time: count_a_late_one,
    invariants.sent_or_not: status_of("draft"),
    invariants.returned_without_a_question: status_of("returned"),
    invariants.findings_about_nothing: status_of("eligible"),
    invariants.unrecorded_submissions: tell_it_twice(Action.ENTRY_SUBMITTED),
    invariants.unrecorded_beginnings: tell_it_twice(Action.ENTRY_STARTED),
    invariants.impossible_lives: status_of("withdrawn"),
    invariants.lost_words: lambda entry: Answer.objects.update(value="อื่น"),
    invariants.unclaimed_receipts: lambda entry: Message.objects.filter(kind="receipt").delete(),
    invariants.mails_sent_without_a_try: lambda entry: Message.objects.update(state="sent"),
}


def test_every_rule_has_a_damage_of_its_own():
    assert set(DAMAGES) == set(invariants.RULES.values())


@pytest.mark.parametrize("rule", DAMAGES, ids=lambda rule: rule.__name__)
def test_a_rule_notices_what_breaks_it(entry, rule):
    DAMAGES[rule](entry)

    assert list(rule()) != []
    assert any(each.names for each in invariants.broken())
