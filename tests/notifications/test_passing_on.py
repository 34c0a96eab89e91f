"""What a province hands on leads to an invitation, and never into its own letter."""

import re

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser

from contest_portal.documents import papers
from notifications.answers import acknowledgements, forwarding
from notifications.circulars import issuing
from notifications.letters import links, poster_sheet
from notifications.models import Acknowledgement, Circular
from tests.factories import WORKING_DAY, make_user
from tests.notifications.factories import make_circular, make_recipient

pytestmark = pytest.mark.django_db

RECEIVED = acknowledgements.Reply("received", "นางกมลชนก", "นักส่งเสริมฯ")


@pytest.fixture
def recipient(set_clock):
    set_clock(WORKING_DAY)
    recipient = make_recipient()
    acknowledgements.acknowledge(recipient, RECEIVED, by=AnonymousUser(), at=WORKING_DAY)
    return links.recipient_of(links.token_of(recipient))


def token_passed_on(recipient) -> str:
    return links.passed_on_url_of(recipient).rstrip("/").rpartition("/")[2]


def test_the_invitation_says_who_passes_it_on_and_until_when(client, recipient):
    page = client.get(links.passed_on_url_of(recipient)).content.decode()

    assert "จังหวัดจังหวัด30แจ้งต่อองค์กรปกครองส่วนท้องถิ่นในพื้นที่" in page
    assert "วันพุธที่ 5 ตุลาคม 2565 เวลา 23.59 น." in page
    assert recipient.circular.number in page
    assert forwarding.contest_url() in page


def test_it_does_not_lead_to_the_letter_nor_the_letter_s_link_to_it(client, recipient):
    passed_on = token_passed_on(recipient)

    assert links.recipient_of(passed_on) is None
    assert links.recipient_of(links.token_of(recipient), links.PASSED_ON) is None
    page = client.get(links.passed_on_url_of(recipient)).content.decode()
    assert links.token_of(recipient) not in page
    assert client.get(f"/letters/{passed_on}/").status_code == 404
    assert client.post(f"/letters/{passed_on}/told/").status_code == 404


@pytest.mark.parametrize("text", ["", "x", "x.y", "29294763-6b42-4f58-990a-3d1d87c93095.x"])
def test_nobody_makes_such_a_link_up(recipient, text):
    assert links.recipient_of(text, links.PASSED_ON) is None


def test_a_poster_on_the_wall_goes_on_working_when_the_letter_is_corrected(client, recipient):
    before = links.passed_on_url_of(recipient)
    Circular.objects.update(version=2)

    assert client.get(before).status_code == 200


def test_it_ends_with_the_letter(client, recipient):
    issuing.cancel(recipient.circular, by=make_user(), at=WORKING_DAY)

    assert client.get(links.passed_on_url_of(recipient)).status_code == 404


def test_looking_at_it_answers_nothing(client, set_clock):
    set_clock(WORKING_DAY)
    recipient = make_recipient()

    client.get(links.passed_on_url_of(recipient))

    recipient.refresh_from_db()
    assert (Acknowledgement.objects.count(), recipient.first_opened_at) == (0, None)


def test_the_text_for_line_is_ready_to_paste(client, recipient):
    text = forwarding.line_text(recipient)

    assert (
        text.splitlines()[0] == "ขอเชิญ อปท. ใน จ.จังหวัด30 ส่งผลงานเข้าประกวด “ท้องถิ่นดิจิทัล” ประจำปี 2565"
    )
    assert links.passed_on_url_of(recipient) in text
    assert links.token_of(recipient) not in text


def test_both_pages_of_the_province_offer_the_kit(client, recipient):
    for address in (links.path_of(recipient), links.told_path_of(recipient)):
        page = client.get(address).content.decode()
        shown = re.search(r'<textarea[^>]*id="pass-on"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
        assert shown.strip() == forwarding.line_text(recipient)
        assert links.poster_path_of(recipient) in page


def test_the_poster_is_one_sheet_with_the_provinces_own_code(client, recipient, monkeypatch):
    codes = []
    draw = papers.qr_drawing
    monkeypatch.setattr(papers, "qr_drawing", lambda text: codes.append(text) or draw(text))

    answer = client.get(links.poster_path_of(recipient))

    document = pypdfium2.PdfDocument(answer.content)
    assert (len(document), codes) == (1, [links.passed_on_url_of(recipient)])
    document.close()
    assert answer["Content-Disposition"] == 'attachment; filename="poster-2565-30.pdf"'


def test_the_longest_names_stay_on_one_sheet(recipient):
    recipient.province.name_th = "พระนครศรีอยุธยา"
    recipient.circular.edition.name_th = "ท้องถิ่นดิจิทัลเพื่อประชาชนทั้งประเทศ"

    document = pypdfium2.PdfDocument(poster_sheet.draw(recipient, at=WORKING_DAY))

    assert len(document) == 1
    document.close()


def test_before_the_letter_is_acknowledged_there_is_no_poster(client, set_clock):
    set_clock(WORKING_DAY)

    assert client.get(links.poster_path_of(make_recipient())).status_code == 409


def test_the_front_page_shows_a_letter_with_placeholders_that_names_no_province(client):
    make_circular(Circular.Status.RELEASING, subject="ถึง{จังหวัด}", body="ที่ {ลิงก์}")

    page = client.get("/").content.decode()

    assert "ถึง…………" in page
    assert ("{จังหวัด}" in page, "{ลิงก์}" in page) == (False, False)
