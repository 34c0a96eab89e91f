"""People of LAOs are reminded of what they have not done, once, until they do it or say no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from contest_portal.editions.models import Edition
from notifications.answers import abstaining
from notifications.models import Abstention, Message
from notifications.reminding import nudging
from notifications.reminding.nudging import Rule
from submissions.sending import workflow
from tests import factories
from tests.factories import DEADLINE, WORKING_DAY
from tests.submissions.factories import make_entry

pytestmark = pytest.mark.django_db

# Confirmed on Wednesday, 28 September at 9.00: the third working day after is Monday.
THIRD_DAY = WORKING_DAY + timedelta(days=5)
THREE_DAYS_LEFT = DEADLINE - timedelta(days=2, hours=15)  # Monday, 3 October, 15.00 in Bangkok


@pytest.fixture
def member(set_clock):
    set_clock(WORKING_DAY)
    factories.make_edition()
    return factories.make_member()


def kinds() -> list[str]:
    return list(Message.objects.order_by("queued_at").values_list("kind", flat=True))


def edition_of(member):
    return Edition.objects.get()


def lao_of(member):
    return member.memberships.get().lao


def begin(member):
    edition = edition_of(member)
    category = edition.categories.get()
    return workflow.start(edition, lao_of(member), category, by=member, at=WORKING_DAY)


def test_who_registered_and_began_nothing_is_reminded_once_on_the_third_working_day(member):
    early = nudging.plan_all(at=THIRD_DAY - timedelta(days=1))
    owed = nudging.plan_all(at=THIRD_DAY)
    again = nudging.plan_all(at=THIRD_DAY + timedelta(hours=1))

    assert (early, owed, again, kinds()) == (0, 1, 0, [Rule.NO_DRAFT])
    assert Message.objects.get().address == member.email


def test_nobody_is_reminded_on_a_weekend(member):
    assert nudging.plan_all(at=WORKING_DAY + timedelta(days=10)) == 0


def test_who_is_not_confirmed_is_not_reminded(member):
    Membership.objects.update(verified_at=None, verified_by=None, how="")

    assert nudging.plan_all(at=THIRD_DAY) == 0


def test_beginning_takes_back_what_is_owed(member):
    nudging.plan_all(at=THIRD_DAY)
    begin(member)

    assert Message.objects.get().state == Message.State.CANCELLED


@pytest.mark.parametrize(("left", "owed"), [
    (timedelta(days=3, hours=15), 0),
    (timedelta(days=2, hours=15), 1),
])  # fmt: skip
def test_who_has_not_sent_is_reminded_so_many_days_before_the_deadline(member, left, owed):
    begin(member)

    nudging.plan_all(at=DEADLINE - left)

    assert kinds() == [Rule.UNSENT] * owed


def test_the_last_day_brings_a_second_reminder_and_no_third(member):
    begin(member)
    nudging.plan_all(at=THREE_DAYS_LEFT)
    nudging.plan_all(at=DEADLINE - timedelta(hours=15))
    nudging.plan_all(at=DEADLINE - timedelta(hours=14))

    assert kinds() == [Rule.UNSENT] * 2


def test_after_the_deadline_nobody_is_reminded(member):
    begin(member)

    assert nudging.plan_all(at=DEADLINE) == 0


def test_who_has_sent_one_is_not_reminded_of_another_draft(member):
    entry = begin(member)
    type(entry).objects.update(status="submitted")
    make_entry(edition=edition_of(member), lao=lao_of(member), by=member)

    assert nudging.plan_all(at=THREE_DAYS_LEFT) == 0


def test_saying_not_this_year_stops_what_is_owed_and_what_would_come(member):
    begin(member)
    nudging.plan_all(at=THREE_DAYS_LEFT)
    reason = abstaining.Reason(Abstention.Why.TOO_SHORT, str(member))
    said = abstaining.say(edition_of(member), lao_of(member), reason, by=member, at=WORKING_DAY)

    owed = nudging.plan_all(at=DEADLINE - timedelta(hours=15))

    assert (owed, Message.objects.get().state) == (0, Message.State.CANCELLED)
    assert [event.action for event in audit.about(said)] == [audit.Action.NOT_THIS_YEAR]


def test_beginning_an_entry_takes_back_not_this_year(member):
    edition, lao = edition_of(member), lao_of(member)
    reason = abstaining.Reason(Abstention.Why.OTHER, str(member))
    abstaining.say(edition, lao, reason, by=member, at=WORKING_DAY)
    begin(member)

    assert abstaining.current(edition, lao) is None


def test_the_reasons_are_counted_for_the_organiser(member):
    edition = edition_of(member)
    for why in ("no_work", "too_short", "no_work"):
        reason = abstaining.Reason(why, "นายทดสอบ (ปลัด)")
        abstaining.say(edition, factories.make_lao(), reason, by=member, at=WORKING_DAY)

    assert [count for _words, count in abstaining.reasons(edition)] == [2, 1]


def test_the_organiser_reads_what_was_written_beside_the_reasons(member, client):
    edition = edition_of(member)
    for words in ("", "คนน้อย"):
        reason = abstaining.Reason("no_staff", "นายทดสอบ (ปลัด)", words)
        abstaining.say(edition, factories.make_lao(), reason, by=member, at=WORKING_DAY)
    client.force_login(factories.make_user(role=Role.DLA_OFFICER))

    page = client.get(reverse("notifications:nudge_list", args=[edition.slug]))

    assert [said.words for said in page.context["written"]] == ["คนน้อย"]
    assert "คนน้อย" in page.content.decode()


def test_a_member_says_it_on_the_page_and_changes_their_mind(member, client):
    client.force_login(member)
    edition, lao = edition_of(member), lao_of(member)
    url = reverse("notifications:not_this_year", args=[edition.slug, lao.pk])

    kept = client.post(url, {"words": "รอระบบใหม่"}).content.decode()
    client.post(url, {"why": "no_work", "words": "รอระบบใหม่"})
    said = abstaining.current(edition, lao)
    client.post(url, {"after_all": "1"})

    assert ("เลือกเหตุผลที่ตรงที่สุด" in kept, "รอระบบใหม่" in kept) == (True, True)
    assert (said.why, said.words) == ("no_work", "รอระบบใหม่")
    assert abstaining.current(edition, lao) is None


def test_after_the_deadline_there_is_nothing_to_decide(member, client, set_clock):
    set_clock(DEADLINE)
    client.force_login(member)
    edition, lao = edition_of(member), lao_of(member)

    page = client.post(
        reverse("notifications:not_this_year", args=[edition.slug, lao.pk]), {"why": "no_work"}
    )

    assert (page.status_code, abstaining.current(edition, lao)) == (409, None)
