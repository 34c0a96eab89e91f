"""An answer that comes sooner than a person reads is kept, and an officer asks who gave it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from notifications.answers import acknowledgements, suspicion
from notifications.answers.suspicion import Finding
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Acknowledgement, Circular
from notifications.progress import matrix, reading, standing
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular

pytestmark = pytest.mark.django_db

REPLY = {"answer": "received", "name": "นายวิชัย ใจดี", "position": "เจ้าพนักงานธุรการ"}
HOW = "โทร. 0 2000 0000 เวลา 10.15 น."


@pytest.fixture
def copy(set_clock, sink):
    """A letter that the relay took at the very moment that the clock shows."""
    set_clock(WORKING_DAY)
    circular = make_circular(Circular.Status.RELEASING)
    outbox.drain()
    return circular.recipients.get()


@pytest.fixture
def officer():
    return factories.make_user(role=Role.DLA_OFFICER)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def answer(copy, client):
    return client.post(links.path_of(copy), REPLY)


def standing_of(copy, officer):
    edition, provinces = copy.circular.edition, reading.provinces_of(officer)
    rows = matrix.province_rows(edition, copy.circular, provinces, at=WORKING_DAY)
    return next(row.standing for row in rows if row.copy)


@pytest.mark.parametrize(("after", "is_suspected"), [
    (timedelta(seconds=1), True),
    (timedelta(seconds=59), True),
    (timedelta(seconds=61), False),
])  # fmt: skip
def test_an_answer_within_a_minute_of_the_mail_counts_and_is_to_be_checked(
    copy, client, officer, set_clock, after, is_suspected
):
    set_clock(WORKING_DAY + after)
    answer(copy, client)

    assert Acknowledgement.objects.get().too_fast == is_suspected
    assert (standing_of(copy, officer) == standing.TO_BE_CHECKED) == is_suspected


def test_the_governor_is_not_told_of_our_doubt(copy, client):
    answer(copy, client)
    url = links.province_url_of(copy)

    page = client.get(url[url.index("/", len("https://")) :]).content.decode()

    assert str(standing.TO_BE_CHECKED.words) not in page
    assert str(standing.PASSING_ON.words) in page


def test_who_is_signed_in_at_the_province_is_not_suspected(copy):
    theirs = factories.make_user(role=Role.PROVINCE_OFFICER, province=copy.province)
    acknowledgements.acknowledge(copy, acknowledgements.Reply(**REPLY), by=theirs, at=WORKING_DAY)

    assert not Acknowledgement.objects.get().too_fast


def test_a_letter_handed_over_on_paper_only_is_not_suspected(set_clock, client):
    set_clock(WORKING_DAY)
    copy = make_circular(Circular.Status.RELEASING).recipients.get()
    answer(copy, client)

    assert not Acknowledgement.objects.get().too_fast


def check(copy, desk, finding):
    typed = {"finding": finding, "how": HOW}
    return desk.post(reverse("notifications:copy_check", args=["2565", copy.pk]), typed)


def test_an_officer_who_heard_that_a_person_answered_ends_the_doubt(copy, desk, officer):
    answer(copy, desk)
    page = desk.get(reverse("notifications:province", args=["2565", copy.province_id]))
    response = check(copy, desk, Finding.PERSON)

    said = Acknowledgement.objects.get()
    [event] = audit.about(copy).filter(action=audit.Action.ANSWER_CHECKED)
    assert reverse("notifications:copy_check", args=["2565", copy.pk]) in page.content.decode()
    assert response.url == reverse("notifications:province", args=["2565", copy.province_id])
    assert (said.checked_by, said.name) == (officer, REPLY["name"])
    assert (event.facts["finding"], event.facts["how"]) == ("person", HOW)
    assert standing_of(copy, officer) != standing.TO_BE_CHECKED


def test_an_answer_that_nobody_gave_is_taken_away_and_can_be_given_again(copy, desk):
    answer(copy, desk)
    check(copy, desk, Finding.MACHINE)

    [event] = audit.about(copy).filter(action=audit.Action.ANSWER_CHECKED)
    assert (Acknowledgement.objects.count(), event.facts["name"]) == (0, REPLY["name"])
    assert acknowledgements.is_awaited(type(copy).objects.get())
    answer(copy, desk)
    assert Acknowledgement.objects.count() == 1


def test_what_was_checked_is_not_checked_again(copy, desk, officer):
    answer(copy, desk)
    check(copy, desk, Finding.PERSON)

    with pytest.raises(NotAllowed):
        suspicion.settle(copy, Finding.MACHINE, how=HOW, by=officer, at=WORKING_DAY)
    assert Acknowledgement.objects.count() == 1


def test_without_a_reason_nothing_is_noted_and_the_page_says_what_to_write(copy, desk):
    answer(copy, desk)
    page = desk.post(
        reverse("notifications:copy_check", args=["2565", copy.pk]), {"finding": Finding.MACHINE}
    )

    assert "เขียนว่าทราบได้อย่างไร" in page.content.decode()
    assert Acknowledgement.objects.count() == 1
