"""A letter that did not arrive gets another address and goes out again, from one screen."""

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from contest_portal.registry.models import Contact
from notifications.answers import acknowledgements, correcting
from notifications.calling import timeline
from notifications.carrying import reasons
from notifications.letters import links
from notifications.mailing import outbox
from notifications.models import Bounce, Message
from notifications.progress import standing
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_recipient
from tests.submissions.factories import make_officer

pytestmark = pytest.mark.django_db(transaction=True)

BETTER = "saraban2@korat.example"
SOURCE = "โทรถามธุรการจังหวัด"


@pytest.fixture
def copy(set_clock):
    """Its letter came back: no such mailbox."""
    set_clock(WORKING_DAY)
    copy = make_recipient()
    copy.messages.update(
        state=Message.State.BOUNCED, sent_at=WORKING_DAY, smtp_text="550 5.1.1 unknown"
    )
    Bounce.objects.create(
        message=copy.messages.get(), identity="1", permanent=True, status="5.1.1",
        said="unknown", raw=b"x", at=WORKING_DAY,
    )  # fmt: skip
    Contact.objects.filter(pk=copy.contact_id).update(bounced_at=WORKING_DAY)
    return links.recipient_of(links.token_of(copy))


@pytest.fixture
def officer():
    return make_officer()


def correct(copy, officer, address=BETTER) -> Message:
    return correcting.correct(copy, address, source=SOURCE, by=officer, at=WORKING_DAY)


def page_of(copy) -> str:
    return reverse("notifications:copy_address", args=["2565", copy.pk])


def test_the_letter_goes_to_the_new_address_and_the_old_one_is_history(copy, officer, sink):
    old = copy.address

    correct(copy, officer)
    outbox.drain()

    contact = Contact.objects.get(pk=copy.contact_id)
    copy.refresh_from_db()
    assert [mail["To"] for mail in sink.accepted] == [BETTER]
    assert (copy.address, contact.address, contact.source) == (BETTER, BETTER, SOURCE)
    assert (contact.bounced_at, contact.history[0]["address"]) == (None, old)
    event = audit.about(copy).get(action=audit.Action.ADDRESS_CORRECTED)
    assert (event.facts["before"], event.facts["address"]) == (old, BETTER)


def test_the_link_in_the_first_mail_stays_good(copy, officer, client):
    before = links.path_of(copy)

    correct(copy, officer)

    assert client.get(before).status_code == 200


def test_correcting_twice_the_same_owes_one_letter(copy, officer):
    assert correct(copy, officer) == correct(copy, officer)
    assert copy.messages.count() == 2


def test_a_second_correction_stops_the_letter_to_the_first(copy, officer, sink):
    correct(copy, officer)
    correct(copy, officer, "third@korat.example")
    outbox.drain()

    assert [mail["To"] for mail in sink.accepted] == ["third@korat.example"]
    assert copy.messages.filter(state=Message.State.CANCELLED).count() == 1


def test_a_province_that_answered_needs_no_letter(copy, officer):
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    acknowledgements.acknowledge(copy, reply, by=officer, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        correct(links.recipient_of(links.token_of(copy)), officer)
    assert copy.messages.count() == 1


def test_the_provinces_page_says_why_and_leads_to_the_remedy(copy, officer, client):
    client.force_login(officer)

    page = client.get(f"/2565/circulars/provinces/{copy.province_id}/").content.decode()

    assert f'href="{page_of(copy)}"' in page
    assert "ไม่มีตู้จดหมายนี้" in page


def test_one_screen_corrects_and_sends(copy, officer, client):
    client.force_login(officer)
    asked = client.get(page_of(copy)).content.decode()

    told = client.post(page_of(copy), {"address": BETTER, "source": SOURCE}, follow=True)

    assert copy.address in asked
    assert f"หนังสือจะส่งไปที่ {BETTER}" in told.content.decode()
    assert copy.messages.filter(address=BETTER).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"address": "nobody", "source": SOURCE}, "ที่อยู่อีเมลผิดรูปแบบ"),
        ({"address": BETTER, "source": " "}, "ได้ที่อยู่นี้มาจากไหน"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_sent(copy, officer, client, typed, said):
    client.force_login(officer)

    page = client.post(page_of(copy), typed).content.decode()

    assert said in page
    assert copy.messages.count() == 1


def test_the_journey_tells_what_came_back_and_who_mended_it(copy, officer):
    correct(copy, officer)

    told = [(str(event.sentence), str(event.evidence)) for event in timeline.of(copy)]

    assert any("ตีกลับ" in words and "ไม่มีตู้จดหมายนี้" in why for words, why in told)
    assert (f"{officer} แก้ที่อยู่เป็น {BETTER}", SOURCE) in told


def test_a_bounced_letter_is_said_to_have_come_back(copy):
    words = str(standing.mail_words(copy.messages.get()))

    assert words.startswith("จดหมายตีกลับ ไม่มีตู้จดหมายนี้")
    assert "5.1.1 unknown" in words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("550 5.1.1 <x> User unknown", "ไม่มีตู้จดหมายนี้"),
        ("smtp; 552 5.2.2 Mailbox full", "ตู้จดหมายเต็ม"),
        ("550 5.7.26 unauthenticated", "ผู้ดูแล"),
        ("4.4.2 timeout", "ติดต่อเครื่อง"),
        ("550 no code at all", ""),
        ("version 5.1", ""),
        ("5.9.9 unheard of", ""),
    ],
)
def test_codes_are_told_in_plain_words(said, meant):
    words = str(reasons.meaning(said))

    assert (meant in words) if meant else words == ""


def test_a_mailbox_that_the_letter_is_not_for_gives_way_to_the_right_one(copy, officer, sink):
    wrong = acknowledgements.Reply("not_ours", "นายผิด แผนก", "ธุรการ")
    acknowledgements.acknowledge(copy, wrong, by=officer, at=WORKING_DAY)

    correct(type(copy).objects.get(), officer)
    outbox.drain()

    assert acknowledgements.is_awaited(type(copy).objects.get())
    assert [mail["To"] for mail in sink.accepted] == [BETTER]
