"""What people are told, once each, in the same transaction as the fact."""

from datetime import timedelta

import pytest
from django.db import transaction

from contest_portal.accounts import membership
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from judging.judges import invitations
from judging.models import Ranking, Round
from judging.results import releasing
from notifications.models import Message
from submissions.sending.workflow import entry_advanced
from tests import factories
from tests.factories import DEADLINE, WORKING_DAY
from tests.permissions.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_clock):
    set_clock(WORKING_DAY)
    return build()


def told() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("kind", "address"))


def announce(world, step, **facts):
    said = {"submission": world.submission_a, "by": world.people["dla"], "note": "เหตุผล", **facts}
    entry_advanced.send(sender=type(world.entry_a), entry=world.entry_a, step=step, **said)


@pytest.mark.parametrize(("step", "letter"), [
    ("submit", "receipt"),
    ("find_eligible", "entry_eligible"),
    ("find_ineligible", "entry_ineligible"),
])  # fmt: skip
def test_members_hear_of_every_step_once(world, step, letter):
    announce(world, step)
    announce(world, step)

    assert told() == [(letter, world.people["lao_a"].email)]


def test_an_entry_returned_twice_is_told_twice(world):
    for day in range(2):
        world.entry_a.send_backs.create(
            note="เพิ่มสถิติ", sent_by=world.people["dla"],
            sent_at=WORKING_DAY + timedelta(days=day), due_at=WORKING_DAY + timedelta(days=3),
        )  # fmt: skip
        announce(world, "return")

    assert told() == [("entry_returned", world.people["lao_a"].email)] * 2


def test_colleagues_who_are_not_verified_hear_nothing(world):
    factories.make_member(world.entry_a.lao, verified=False)

    announce(world, "submit")

    assert told() == [("receipt", world.people["lao_a"].email)]


def test_a_step_that_needs_no_letter_sends_none(world):
    announce(world, "withdraw")

    assert told() == []


def test_the_receipt_names_its_number_and_leads_to_it(world, settings):
    announce(world, "submit")

    message = Message.objects.get()
    number = world.submission_a.number
    address = f"{settings.PORTAL_ORIGIN}/2565/entries/receipts/{number}/"
    assert message.subject == f"ได้รับผลงานแล้ว ใบรับเลขที่ {number}"
    assert (message.text.count(address), message.html.count(f'href="{address}"')) == (1, 1)


@pytest.mark.parametrize("verified", [True, False])
def test_a_person_hears_what_became_of_the_claim(world, verified):
    claim, officer = world.claim_a, world.people["dla"]

    if verified:
        membership.verify(claim, by=officer, at=WORKING_DAY)
    else:
        membership.refuse(claim, by=officer, at=WORKING_DAY, reason="ไม่พบชื่อในหน่วยงาน")

    message = Message.objects.get()
    assert message.kind == ("claim_verified" if verified else "claim_refused")
    assert ("ไม่พบชื่อในหน่วยงาน" in message.text) is not verified


def test_an_undone_fact_tells_nobody(world):
    with pytest.raises(RuntimeError), transaction.atomic():
        membership.verify(world.claim_a, by=world.people["dla"], at=WORKING_DAY)
        raise RuntimeError

    assert told() == []
    assert Membership.objects.awaiting().count() == 1


def test_a_judge_is_invited_by_mail(world):
    round_ = Round.objects.get()

    invitations.invite_judge(
        round_, "new@judges.example", "นางใหม่", by=world.people["dla"], at=WORKING_DAY
    )

    assert told() == [("judge_invited", "new@judges.example")]


def test_everybody_whose_entry_was_eligible_hears_of_the_results(world):
    world.entry_a.status = "eligible"
    world.entry_a.save()

    releasing.results_published.send(
        sender=Ranking, ranking=world.ranking, by=world.people["dla_second"]
    )

    assert told() == [("results_published", world.people["lao_a"].email)]


def test_mails_are_in_thai_whatever_the_officer_reads(world, client):
    officer = factories.make_user(role=Role.DLA_OFFICER)
    client.force_login(officer)
    client.cookies["language"] = "en"

    membership.verify(world.claim_a, by=officer, at=DEADLINE)

    assert Message.objects.get().subject.startswith("ยืนยันสังกัดแล้ว")
