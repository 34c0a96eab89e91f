"""A province notes behind its link whom it told; the department sees how far the letter got."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest_portal import audit
from contest_portal.refusals import NotAllowed
from notifications.answers import acknowledgements, forwarding
from notifications.circulars import issuing
from notifications.letters import links
from notifications.models import Forwarding
from tests.factories import WORKING_DAY, make_amphoe, make_lao, make_province
from tests.notifications.factories import make_recipient
from tests.submissions.factories import make_officer

pytestmark = pytest.mark.django_db

ANYBODY = AnonymousUser()
RECEIVED = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")
DAY = date(2022, 9, 27)
TYPED = {"way": "line", "told_on": "27 ก.ย. 2565"}


@pytest.fixture
def recipient(set_clock):
    """A province that has acknowledged its letter."""
    set_clock(WORKING_DAY)
    recipient = make_recipient()
    acknowledgements.acknowledge(recipient, RECEIVED, by=ANYBODY, at=WORKING_DAY)
    return links.recipient_of(links.token_of(recipient))


@pytest.fixture
def laos(recipient):
    amphoe = make_amphoe(recipient.province, name_th="ปากช่อง")
    return [make_lao(recipient.province, amphoe=amphoe) for _each in range(3)]


def note(recipient, laos, **facts) -> int:
    said = {"way": "letter", "told_on": DAY, "by": ANYBODY, "at": WORKING_DAY} | facts
    return forwarding.note(recipient, laos, **said)


def told() -> set:
    return set(Forwarding.objects.values_list("lao__code", "way"))


def send(client, recipient, laos, *, shown=(), **typed):
    ticks = {"told": [lao.pk for lao in laos], "shown": [lao.pk for lao in shown]}
    return client.post(links.told_path_of(recipient), {**TYPED, **ticks, **typed}, follow=True)


def test_whom_a_province_told_is_noted_once_with_the_first_way(recipient, laos):
    assert note(recipient, laos[:2]) == 2
    assert note(recipient, laos, way="line") == 1

    assert told() == {
        (laos[0].code, "letter"), (laos[1].code, "letter"), (laos[2].code, "line"),
    }  # fmt: skip
    events = audit.about(recipient).filter(action=audit.Action.LAOS_TOLD)
    assert [event.facts["laos"] for event in events] == [
        [laos[0].code, laos[1].code], [laos[2].code],
    ]  # fmt: skip
    assert events[0].actor_label == "นางกมลชนก (นักส่งเสริมฯ)"


def test_a_note_can_be_taken_back(recipient, laos):
    note(recipient, laos)

    assert forwarding.take_back(recipient, laos[1:], by=ANYBODY) == 2
    assert forwarding.take_back(recipient, laos[1:], by=ANYBODY) == 0
    assert told() == {(laos[0].code, "letter")}


def test_an_organisation_elsewhere_is_not_the_provinces_to_tell(recipient):
    with pytest.raises(ValueError, match="another province"):
        note(recipient, [make_lao(make_province("58"))])


def test_before_the_letter_is_acknowledged_nobody_can_have_been_told(set_clock):
    set_clock(WORKING_DAY)
    with pytest.raises(NotAllowed):
        note(make_recipient(), [])


def test_of_a_cancelled_letter_nobody_is_told(recipient, laos, client):
    issuing.cancel(recipient.circular, by=make_officer(), at=WORKING_DAY)

    answered = send(client, recipient, laos)

    assert answered.status_code == 409
    assert "ไม่ต้องทำอะไร" in answered.content.decode()
    assert told() == set()


def test_looking_at_the_list_notes_nothing(recipient, laos, client):
    page = client.get(links.told_path_of(recipient)).content.decode()

    assert [lao.display_name in page for lao in laos] == [True] * 3
    assert "ปากช่อง" in page
    assert told() == set()


def test_ticks_are_noted_with_the_way_and_the_day(recipient, laos, client):
    page = send(client, recipient, laos[:2]).content.decode()

    assert told() == {(laos[0].code, "line"), (laos[1].code, "line")}
    assert Forwarding.objects.first().told_on == DAY
    assert "บันทึกแล้ว 2 แห่ง" in page
    assert "<b>2</b> จาก 3 แห่ง" in page


def test_taking_a_tick_away_takes_the_note_back(recipient, laos, client):
    note(recipient, laos[:2])

    page = send(client, recipient, laos[1:2], shown=laos[:2]).content.decode()

    assert told() == {(laos[1].code, "letter")}
    assert "ยกเลิกแล้ว 1 แห่ง" in page


def test_what_a_colleague_ticked_meanwhile_stays(recipient, laos, client):
    """The page was opened before the colleague's tick, so it does not show it."""
    note(recipient, laos[:1])

    send(client, recipient, laos[2:], shown=[])

    assert told() == {(laos[0].code, "letter"), (laos[2].code, "line")}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"way": ""}, "เลือกวิธีที่แจ้ง"),
        ({"way": "pigeon"}, "เลือกวิธีที่แจ้ง"),
        ({"told_on": "30 ก.ย. 2565"}, "ยังมาไม่ถึง"),
        ({"told_on": "วันไหนสักวัน"}, "วันที่"),
    ],
)
def test_what_cannot_be_is_said_and_the_ticks_stay(recipient, laos, client, typed, said):
    page = send(client, recipient, laos[:1], **typed).content.decode()

    assert said in page
    assert f'value="{laos[0].pk}" checked' in page
    assert f'value="{laos[1].pk}" checked' not in page
    assert told() == set()


def test_sending_no_tick_says_what_to_do(recipient, laos, client):
    assert "ทำเครื่องหมายหน่วยงานที่แจ้งแล้ว" in send(client, recipient, []).content.decode()


def test_an_unknown_tick_is_no_concern_of_the_province(recipient, client):
    elsewhere = make_lao(make_province("58"))

    assert send(client, recipient, [elsewhere]).status_code == 200
    assert told() == set()


def test_an_expired_link_opens_no_list(recipient, client):
    recipient.link_not_after = WORKING_DAY
    recipient.save()

    assert client.get(links.told_path_of(recipient)).status_code == 410


def test_the_letters_page_offers_the_kit_once_it_is_acknowledged(recipient, client):
    page = client.get(links.path_of(recipient)).content.decode()

    assert links.told_path_of(recipient) in page
    assert "เรียน  นายอำเภอ ทุกอำเภอ" in page
    assert recipient.circular.number in page


def test_the_draft_has_the_letters_of_the_province_and_thai_figures(recipient):
    draft = forwarding.draft_letter(recipient)

    assert f"ที่ {recipient.province.letter_code} ....." in draft
    assert "ลงวันที่ ๒๘ กันยายน ๒๕๖๕" in draft
    assert "เปิดรับถึงวันพุธที่ ๕ ตุลาคม ๒๕๖๕ เวลา ๒๓.๕๙ น." in draft


def test_officers_see_how_far_the_letter_got(recipient, laos, client):
    note(recipient, laos[:2])
    client.force_login(make_officer())

    matrix = client.get("/2565/circulars/provinces/")
    row = next(row for row in matrix.context["rows"] if row.province == recipient.province)
    province = client.get(f"/2565/circulars/provinces/{recipient.province_id}/").content.decode()
    table = client.get("/2565/circulars/provinces.csv").content.decode()

    assert (row.is_forwarded, row.tally.told, row.tally.laos) == (True, 2, 3)
    assert matrix.context["forwarded"] == 1
    assert province.count('class="nb">27 กันยายน 2565') == 2
    assert "แจ้ง อปท. 2 แห่ง เมื่อ 27 กันยายน 2565" in province
    assert "แจ้งแล้ว 2 จาก 3 แห่ง" in province
    assert "แจ้ง อปท. แล้ว" in table


def test_thirty_organisations_cost_no_more_queries_than_one(recipient, client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(links.told_path_of(recipient))
        return len(queries)

    make_lao(recipient.province)
    one = cost()
    for _each in range(29):
        make_lao(recipient.province, amphoe=make_amphoe(recipient.province))

    assert cost() == one <= 8
