"""A circular is put right after it went out: by two people, and with a new acknowledgement."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit, homes
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Province
from notifications.answers import acknowledgements
from notifications.circulars import amending, issuing
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Circular, Message
from notifications.progress import matrix, standing
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular

pytestmark = pytest.mark.django_db
WORDS = "กำหนดส่งคือวันพุธที่ 5 ตุลาคม 2565"


@pytest.fixture
def circular(set_clock, sink):
    set_clock(WORKING_DAY)
    circular = make_circular(Circular.Status.RELEASING, provinces=2)
    outbox.drain()
    return circular


def officer():
    return factories.make_user(role=Role.DLA_OFFICER)


def acknowledge(circular, code="30"):
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    copy = circular.recipients.get(province=code)
    at = WORKING_DAY + timedelta(hours=1)
    return acknowledgements.acknowledge(copy, reply, by=factories.make_user(), at=at)


def correct(circular):
    correction = amending.propose(circular, WORDS, by=officer(), at=WORKING_DAY)
    return amending.approve(correction, by=officer(), at=WORKING_DAY)


def standing_of(circular, code="30"):
    provinces = Province.objects.filter(pk=code)
    circular = Circular.objects.get(pk=circular.pk)
    [row] = matrix.province_rows(circular.edition, circular, provinces, at=WORKING_DAY)
    return row.standing


def test_nobody_approves_the_own_correction(circular):
    proposer = officer()
    correction = amending.propose(circular, WORDS, by=proposer, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        amending.approve(correction, by=proposer, at=WORKING_DAY)

    assert (amending.in_force(circular), Message.objects.filter(kind=amending.KIND).count()) == (
        [], 0,
    )  # fmt: skip


def test_everybody_who_got_the_letter_is_told_even_who_acknowledged(circular, sink):
    acknowledge(circular)
    correct(circular)
    outbox.drain()

    told = Message.objects.filter(kind=amending.KIND, state=Message.State.SENT)
    assert sorted(told.values_list("address", flat=True)) == [
        "saraban@p30.example", "saraban@p31.example",
    ]  # fmt: skip
    assert all(WORDS in message.text for message in told)


def test_the_letter_and_its_approval_stay_as_they_were(circular):
    before = (issuing.content_of(circular).digest, circular.approved_digest, circular.version)
    correct(circular)

    after = Circular.objects.get(pk=circular.pk)
    assert (issuing.content_of(after).digest, after.approved_digest, after.version) == before


def test_who_acknowledged_is_asked_again_and_the_first_answer_stays(circular, client):
    acknowledge(circular)
    correct(circular)
    copy = circular.recipients.get(province="30")
    asked = standing_of(circular)
    page = client.get(links.path_of(copy)).content.decode()
    hidden = re.search(r'name="answer" value="(\w+)"', page)[1]

    typed = {"answer": hidden, "name": "นายธุรการ ตัวอย่าง", "position": "เจ้าหน้าที่"}
    client.post(links.path_of(copy), typed)

    again = client.get(links.path_of(copy)).content.decode()

    said = circular.recipients.get(province="30").acknowledgement
    assert WORDS in page
    assert "นายธุรการ ตัวอย่าง, เจ้าหน้าที่" in again
    assert (asked, standing_of(circular)) == (standing.REOPENED, standing.PASSING_ON)
    assert (said.name, said.corrections_seen) == ("นางกมลชนก", 1)
    [event] = audit.about(copy).filter(action=audit.Action.CORRECTION_SEEN)
    assert event.facts["name"] == "นายธุรการ ตัวอย่าง"


def test_who_acknowledges_after_the_correction_has_seen_it(circular):
    correct(circular)

    assert acknowledge(Circular.objects.get(pk=circular.pk)).corrections_seen == 1


def test_acknowledging_the_correction_stops_the_mail_about_it(circular):
    acknowledge(circular)
    correct(circular)
    acknowledge(Circular.objects.get(pk=circular.pk))

    state = Message.objects.get(kind=amending.KIND, address="saraban@p30.example").state
    assert state == Message.State.CANCELLED


def test_a_correction_that_was_taken_back_told_nobody(circular):
    correction = amending.propose(circular, WORDS, by=officer(), at=WORKING_DAY)
    amending.drop(correction, by=officer(), at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        amending.approve(correction, by=officer(), at=WORKING_DAY)
    assert Message.objects.filter(kind=amending.KIND).count() == 0


def test_a_second_one_waits_until_the_first_is_decided(circular):
    amending.propose(circular, WORDS, by=officer(), at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        amending.propose(circular, WORDS, by=officer(), at=WORKING_DAY)


def test_a_draft_is_changed_and_not_corrected(set_clock):
    set_clock(WORKING_DAY)

    with pytest.raises(NotAllowed):
        amending.propose(make_circular(), WORDS, by=officer(), at=WORKING_DAY)


def test_another_officer_finds_it_on_the_first_page_and_on_the_circular(circular, client):
    proposer, second = officer(), officer()
    amending.propose(circular, WORDS, by=proposer, at=WORKING_DAY)
    edition = circular.edition
    url = reverse("notifications:circular_correct", args=[edition.slug, circular.pk])
    client.force_login(second)

    page = client.get(reverse("notifications:circular", args=[edition.slug, circular.pk]))
    asked = [[step.url for step in homes.steps_for(who, edition)] for who in (second, proposer)]

    assert WORDS in page.content.decode()
    assert [url in urls for urls in asked] == [True, False]


def test_the_province_s_own_officer_is_asked_to_acknowledge_it(circular, client):
    theirs = factories.make_user(role=Role.PROVINCE_OFFICER, province=Province.objects.get(pk="30"))
    acknowledge(circular)
    before = homes.steps_for(theirs, circular.edition)
    correct(circular)
    client.force_login(theirs)

    after = homes.steps_for(theirs, circular.edition)
    page = client.get(reverse("notifications:province", args=[circular.edition.slug, "30"]))

    assert len(after) == len(before) + 1
    assert page.context["is_reopened"]


def test_a_correction_goes_out_as_it_stands_so_it_has_no_placeholders(circular, client):
    url = reverse("notifications:circular_correct", args=[circular.edition.slug, circular.pk])
    client.force_login(officer())

    kept = client.post(url, {"words": "แก้เป็น {วันปิดรับ}"}).content.decode()

    assert "ระบบไม่เติม {วันปิดรับ} ให้" in kept
    assert amending.waiting(circular) is None


def test_of_a_cancelled_circular_nothing_is_owed(circular):
    issuing.cancel(circular, by=officer(), at=WORKING_DAY)

    assert standing_of(circular) == standing.STOPPED


def test_officers_walk_through_the_pages(circular, client):
    url = reverse("notifications:circular_correct", args=[circular.edition.slug, circular.pk])
    client.force_login(officer())
    kept = client.post(url, {"words": ""}).content.decode()
    client.post(url, {"words": WORDS})
    correction = amending.waiting(circular)
    client.force_login(officer())
    approve = reverse(
        "notifications:correction_approve", args=[circular.edition.slug, correction.pk]
    )
    client.post(approve)

    assert "เขียนสิ่งที่แก้ไข" in kept
    assert WORDS in client.get(url).content.decode()
    assert [each.words for each in amending.in_force(circular)] == [WORDS]
