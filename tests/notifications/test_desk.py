"""The telephone queue, notes of calls, and the second mailbox."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts.roles import Role
from contest_portal.registry.models import Province
from notifications.answers import acknowledgements
from notifications.calling import desk
from notifications.mailing import outbox
from notifications.models import CallNote, Circular, Message
from notifications.progress import matrix
from notifications.reminding import escalating
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular
from tests.submissions.factories import make_entry

pytestmark = pytest.mark.django_db
DAY_OF_CALLS = WORKING_DAY + timedelta(days=6)  # Tuesday, 4 October: the fourth working day
SECOND_MAILBOX_DAY = WORKING_DAY + timedelta(days=5)


@pytest.fixture
def officer(set_clock):
    set_clock(WORKING_DAY)
    return factories.make_user(role=Role.DLA_OFFICER)


def queue_of(circular, *, at=DAY_OF_CALLS):
    rows = matrix.province_rows(circular.edition, circular, Province.objects.all(), at=at)
    return desk.queue(circular.edition, rows, None, today=at.date())


def answer(circular, code, officer):
    reply = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
    copy = circular.recipients.get(province=code)
    acknowledgements.acknowledge(copy, reply, by=officer, at=WORKING_DAY)


def test_who_has_not_answered_by_the_day_of_the_plan_is_to_be_called(officer, sink):
    circular = make_circular(Circular.Status.RELEASING, provinces=3)
    outbox.drain()
    answer(circular, "31", officer)

    assert [each.row.province.pk for each in queue_of(circular).now] == ["30", "32"]


def test_a_call_rests_until_its_day_and_then_comes_back(officer, sink):
    circular = make_circular(Circular.Status.RELEASING)
    outbox.drain()
    province = factories.make_province("30")
    again = (DAY_OF_CALLS + timedelta(days=1)).date()
    call = desk.Call(CallNote.Outcome.NO_ANSWER, again_on=again)
    desk.note(circular.edition, province, call, by=officer, at=DAY_OF_CALLS)

    today, tomorrow = queue_of(circular), queue_of(circular, at=DAY_OF_CALLS + timedelta(days=1))

    assert ([len(today.now), len(today.later)], len(tomorrow.now)) == ([0, 1], 1)


def test_a_number_that_was_reached_is_kept_for_the_next_call(officer):
    circular = make_circular(Circular.Status.RELEASING)
    province = factories.make_province("30")
    call = desk.Call(CallNote.Outcome.TOLD, spoke_to="นางสาวธุรการ", phone="0 5300 0000")
    desk.note(circular.edition, province, call, by=officer, at=DAY_OF_CALLS)

    assert desk.contact_of(province, None).phone == "0 5300 0000"


def test_a_call_is_on_record_with_who_was_told(officer):
    circular = make_circular(Circular.Status.RELEASING)
    call = desk.Call(CallNote.Outcome.TOLD, spoke_to="นางสาวธุรการ")
    kept = desk.note(
        circular.edition, factories.make_province("30"), call, by=officer, at=DAY_OF_CALLS
    )

    [event] = audit.about(kept)
    assert (event.province, event.facts["spoke_to"]) == ("30", "นางสาวธุรการ")


def test_the_page_keeps_what_was_typed_and_asks_who_was_told(officer, client):
    circular = make_circular(Circular.Status.RELEASING)
    client.force_login(officer)
    url = reverse("notifications:province_call", args=[circular.edition.slug, "30"])

    page = client.post(url, {"outcome": "told", "note": "ยังไม่เห็นหนังสือ"})

    assert "ใส่ชื่อผู้ที่ได้คุย" in page.content.decode()
    assert "ยังไม่เห็นหนังสือ" in page.content.decode()
    assert CallNote.objects.count() == 0


def test_the_call_stands_in_the_journey_of_the_letter(officer, client):
    circular = make_circular(Circular.Status.RELEASING)
    client.force_login(officer)
    url = reverse("notifications:province_call", args=[circular.edition.slug, "30"])
    client.post(url, {"outcome": "no_answer", "note": "โทร 2 ครั้ง"})

    page = client.get(reverse("notifications:province", args=[circular.edition.slug, "30"]))

    assert [event.icon for event in page.context["events"]] == ["send", "telephone"]


def test_a_draft_of_an_organisation_that_sent_nothing_is_stuck(officer):
    edition = factories.make_edition()
    stuck, sent = make_entry(edition=edition), make_entry(edition=edition)
    sent.lao.entries.update(status="submitted")
    make_entry(edition=edition, lao=sent.lao)

    assert [entry.pk for entry in desk.stuck_drafts(edition)] == [stuck.pk]


def test_the_second_mailbox_gets_the_letter_once(officer):
    circular = make_circular(Circular.Status.RELEASING, provinces=2)
    for code in ("30", "31"):
        factories.make_province_contact(
            factories.make_province(code), address=f"clerk@p{code}.example", main=False
        )
    answer(circular, "31", officer)

    early = escalating.plan_all(at=SECOND_MAILBOX_DAY - timedelta(days=1))
    owed = escalating.plan_all(at=SECOND_MAILBOX_DAY)
    again = escalating.plan_all(at=SECOND_MAILBOX_DAY + timedelta(hours=1))

    assert (early, owed, again) == (0, 1, 0)
    assert Message.objects.get(kind=escalating.KIND).address == "clerk@p30.example"


def test_an_answer_stops_the_mail_to_the_second_mailbox(officer):
    circular = make_circular(Circular.Status.RELEASING)
    factories.make_province_contact(
        factories.make_province("30"), address="clerk@p30.example", main=False
    )
    escalating.plan_all(at=SECOND_MAILBOX_DAY)
    answer(circular, "30", officer)

    assert Message.objects.get(kind=escalating.KIND).state == Message.State.CANCELLED


def test_a_second_mailbox_that_bounces_says_nothing_about_the_first(officer, sink):
    circular = make_circular(Circular.Status.RELEASING)
    outbox.drain()
    factories.make_province_contact(
        factories.make_province("30"), address="clerk@p30.example", main=False
    )
    escalating.plan_all(at=SECOND_MAILBOX_DAY)
    Message.objects.filter(kind=escalating.KIND).update(state=Message.State.BOUNCED)

    [row] = matrix.province_rows(
        circular.edition, circular, Province.objects.all(), at=SECOND_MAILBOX_DAY
    )

    assert row.last_mail.address == "saraban@p30.example"


def test_the_page_adds_a_second_mailbox_and_the_letter_finds_it(officer, client):
    circular = make_circular(Circular.Status.RELEASING)
    client.force_login(officer)
    url = reverse("notifications:second_mailbox", args=[circular.edition.slug, "30"])

    kept = client.post(url, {"address": "clerk@p30", "source": "โทรถาม"}).content.decode()
    for _press in range(2):
        client.post(url, {"address": "clerk@p30.example", "source": "โทรถาม"})
    escalating.plan_all(at=SECOND_MAILBOX_DAY)

    assert ("โทรถาม" in kept, "clerk@p30" in kept) == (True, True)
    assert factories.make_province("30").contacts.filter(main=False).count() == 1
    assert Message.objects.get(kind=escalating.KIND).address == "clerk@p30.example"


def test_the_main_mailbox_is_not_taken_for_a_second_one(officer, client):
    circular = make_circular(Circular.Status.RELEASING)
    client.force_login(officer)
    url = reverse("notifications:second_mailbox", args=[circular.edition.slug, "30"])

    kept = client.post(url, {"address": "Saraban@p30.example", "source": "โทรถาม"})

    assert "เป็นที่อยู่หลักอยู่แล้ว" in kept.content.decode()
    assert factories.make_province("30").contacts.count() == 1


def test_a_call_to_who_has_answered_asks_whom_they_told(officer, client):
    circular = make_circular(Circular.Status.RELEASING)
    client.force_login(officer)
    url = reverse("notifications:province_call", args=[circular.edition.slug, "30"])
    entering = reverse(
        "notifications:copy_answer", args=[circular.edition.slug, circular.recipients.get().pk]
    )

    before = client.get(url).content.decode()
    answer(circular, "30", officer)
    after = client.get(url).content.decode()

    assert ("ได้รับหนังสือแล้วหรือยัง" in before, entering in before) == (True, True)
    assert ("ได้แจ้ง อปท. แห่งใดแล้วบ้าง" in after, entering in after) == (True, False)


@pytest.mark.parametrize("hour", ["09.15", "9:15", "๐๙.๑๕ น."])
def test_the_hour_of_reminders_is_read_as_people_write_it(officer, client, hour):
    edition = factories.make_edition()
    client.force_login(officer)
    url = reverse("notifications:plan", args=[edition.slug])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}

    wrong = client.post(url, {**typed, "reminder_hour": "เช้า"}).content.decode()
    client.post(url, {**typed, "reminder_days": "2", "reminder_hour": hour})
    edition.refresh_from_db()

    assert "มี 1 ข้อที่ต้องแก้" in wrong
    assert (typed["reminder_hour"], f"{edition.reminder_hour:%H.%M}") == ("08.30", "09.15")


def test_a_button_pressed_twice_notes_one_call(officer):
    circular = make_circular(Circular.Status.RELEASING)
    province = factories.make_province("30")
    call = desk.Call(CallNote.Outcome.NO_ANSWER, note="โทร 2 ครั้ง")
    for seconds in (0, 2, 120):
        at = DAY_OF_CALLS + timedelta(seconds=seconds)
        desk.note(circular.edition, province, call, by=officer, at=at)

    assert CallNote.objects.count() == 2
