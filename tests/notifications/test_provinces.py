"""Officers see how each province stands; the numbers add up and Bangkok stays outside."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal.accounts.roles import Role
from contest_portal.registry.models import Province
from notifications.answers import acknowledgements, forwarding
from notifications.mailing import outbox
from notifications.models import Circular, Message
from notifications.progress import matrix, reading, standing
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def officer(set_clock):
    set_clock(WORKING_DAY)
    return factories.make_user(role=Role.DLA_OFFICER)


def standing_of(circular, *, at=WORKING_DAY):
    [row] = matrix.province_rows(circular.edition, circular, Province.objects.all(), at=at)
    return row.standing


@pytest.mark.parametrize(("state", "expected"), [
    (State.QUEUED, standing.BEING_SENT),
    (State.DEFERRED, standing.ASKED_TO_WAIT),
    (State.SENT, standing.AWAITED),
    (State.BOUNCED, standing.BOUNCED),
    (State.FAILED, standing.TO_CALL),
    (State.EXPIRED, standing.TO_CALL),
    (State.CANCELLED, standing.STOPPED),
])  # fmt: skip
def test_the_state_of_the_mail_says_what_to_do(officer, state, expected):
    circular = make_circular(Circular.Status.RELEASING)
    Message.objects.update(state=state)

    assert standing_of(circular) == expected


# The release is on Wednesday, 28 September; the plan says two and four working days.
@pytest.mark.parametrize(("day", "expected"), [
    (28, standing.AWAITED),
    (30, standing.AWAITED),
    (31, standing.AWAITED),
    (33, standing.TO_FOLLOW_UP),
    (34, standing.TO_CALL),
])  # fmt: skip
def test_who_does_not_answer_is_followed_up_and_then_called_on_working_days(officer, day, expected):
    circular = make_circular(Circular.Status.RELEASING)
    Message.objects.update(state=State.SENT, sent_at=WORKING_DAY)

    assert standing_of(circular, at=WORKING_DAY + timedelta(days=day - 28)) == expected


@pytest.mark.parametrize(("answer", "days", "expected"), [
    ("received", 0, standing.PASSING_ON),
    ("received", 6, standing.TO_FOLLOW_UP),
    ("forwarded", 6, standing.PASSING_ON),
    ("forwarded", 8, standing.TO_FOLLOW_UP),
    ("not_ours", 0, standing.TO_FOLLOW_UP),
])  # fmt: skip
def test_who_answered_is_followed_up_when_the_next_step_is_late(officer, answer, days, expected):
    circular = make_circular(Circular.Status.RELEASING)
    factories.make_lao(factories.make_province("30"))
    reply = acknowledgements.Reply(answer, "นางกมลชนก", "นักส่งเสริมฯ")
    copy = circular.recipients.get()
    acknowledgements.acknowledge(copy, reply, by=officer, at=WORKING_DAY)

    assert standing_of(circular, at=WORKING_DAY + timedelta(days=days)) == expected


def test_who_told_every_organisation_is_on_plan(officer):
    circular = make_circular(Circular.Status.RELEASING)
    lao = factories.make_lao(factories.make_province("30"))
    copy = circular.recipients.get()
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    acknowledgements.acknowledge(copy, reply, by=officer, at=WORKING_DAY)
    copy = circular.recipients.get()
    told = {"way": "letter", "told_on": WORKING_DAY.date(), "by": officer, "at": WORKING_DAY}
    forwarding.note(copy, [lao], **told)

    assert standing_of(circular, at=WORKING_DAY + timedelta(days=20)) == standing.ON_PLAN


def test_those_to_follow_up_come_first_and_bangkok_last(officer, sink):
    bangkok = factories.make_province("10", sort_key="0")
    circular = make_circular(Circular.Status.RELEASING, provinces=3)
    sink.answers["saraban@p32.example"] = "550 no such user"
    outbox.drain()

    every = Province.objects.all()
    rows = matrix.province_rows(circular.edition, circular, every, at=WORKING_DAY)

    assert [row.province.pk for row in rows] == ["32", "30", "31", bangkok.pk]
    assert rows[-1].standing == standing.NOT_LISTED


def test_the_states_of_the_letters_add_up_to_all_of_them(officer, sink):
    circular = make_circular(Circular.Status.RELEASING, provinces=5)
    sink.answers = {"saraban@p31.example": "451 later", "saraban@p32.example": "550 no"}
    outbox.drain()

    totals = reading.totals_of_copies(list(reading.copies_of(circular)))

    assert [count for _label, count in totals] == [1, 3, 1]


def test_bangkok_is_outside_the_totals(officer):
    edition = factories.make_edition()
    factories.make_member(factories.make_lao(factories.make_province("10")))
    factories.make_member(factories.make_lao(factories.make_province("30")))

    rows = matrix.province_rows(edition, None, Province.objects.all(), at=WORKING_DAY)

    assert matrix.total_of(rows) == matrix.Tally(laos=1, registered=1)


def test_two_colleagues_of_one_organisation_are_one_registered_organisation(officer):
    edition = factories.make_edition()
    lao = factories.make_lao()
    factories.make_member(lao)
    factories.make_member(lao)
    factories.make_member(lao, verified=False)

    [row] = matrix.province_rows(edition, None, Province.objects.all(), at=WORKING_DAY)

    assert row.tally == matrix.Tally(laos=1, registered=1)


def test_a_provincial_officer_sees_the_own_province_only(client, set_clock):
    set_clock(WORKING_DAY)
    make_circular(Circular.Status.RELEASING, provinces=2)
    client.force_login(
        factories.make_user(role=Role.PROVINCE_OFFICER, province=factories.make_province("30"))
    )

    page = client.get(reverse("notifications:province_list", args=["2565"])).content.decode()
    statuses = [
        client.get(reverse("notifications:province", args=["2565", code])).status_code
        for code in ("30", "31", "99")
    ]

    assert (page.count("จังหวัด30</a>"), page.count("จังหวัด31</a>")) == (1, 0)
    assert statuses == [200, 404, 404]


def test_the_journey_of_a_letter_is_told_in_order(officer, client, sink):
    circular = make_circular(Circular.Status.RELEASING)
    sink.answers["saraban@p30.example"] = "451 4.7.1 greylisted"
    outbox.drain()
    client.force_login(officer)

    page = client.get(reverse("notifications:province", args=["2565", "30"]))

    told = [(event.icon, str(event.evidence)) for event in page.context["events"]]
    assert told == [
        ("send", ""), ("exclamation-triangle", "ปลายทางขอให้รอ กำลังลองส่งใหม่"),
    ]  # fmt: skip
    assert circular.recipients.count() == 1
