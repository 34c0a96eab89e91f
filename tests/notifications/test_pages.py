"""Every page renders, in Thai, for the people it is for."""

import pytest
from django.urls import reverse

from contest_portal.accounts.roles import Role
from notifications.answers import abstaining
from notifications.circulars import issuing
from notifications.letters import links
from notifications.models import Circular
from tests import factories
from tests.factories import WORKING_DAY
from tests.notifications.factories import make_circular, make_content

pytestmark = pytest.mark.django_db
Status = Circular.Status


@pytest.fixture
def officer(client, set_clock):
    set_clock(WORKING_DAY)
    officer = factories.make_user(role=Role.DLA_OFFICER)
    client.force_login(officer)
    return officer


def address(name, circular, **kwargs):
    return reverse(f"notifications:{name}", args=[circular.edition.slug, circular.pk], **kwargs)


@pytest.mark.parametrize("name", ["circular_list", "circular_new", "province_list"])
def test_pages_of_an_edition_without_a_circular(client, officer, name):
    edition = factories.make_edition()
    factories.make_province("10")

    response = client.get(reverse(f"notifications:{name}", args=[edition.slug]))

    assert response.status_code == 200


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.CHECKED, Status.APPROVED, Status.RELEASING]
)
@pytest.mark.parametrize("name", ["circular", "circular_edit", "circular_cancel"])
def test_pages_of_a_circular_at_every_step(client, officer, status, name):
    circular = make_circular(status, note="หมายเหตุ")

    response = client.get(address(name, circular))

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("name", "askable"),
    [
        ("circular_approve", [Status.CHECKED]),
        ("circular_release", [Status.APPROVED, Status.RELEASING]),
    ],
)
@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.CHECKED, Status.APPROVED, Status.RELEASING]
)
def test_a_question_is_asked_only_where_yes_is_possible(client, officer, name, askable, status):
    circular = make_circular(status)

    by_another = client.get(address(name, circular)).status_code
    client.force_login(circular.prepared_by)
    by_its_author = client.get(address(name, circular)).status_code

    assert (by_another, by_its_author) == (200 if status in askable else 409, 409)


def test_the_release_page_shows_one_mail_and_who_gets_none(client, officer):
    circular = make_circular(Status.APPROVED)
    factories.make_province("10", name_th="กรุงเทพมหานคร")

    response = client.get(address("circular_release", circular))

    assert response.context["facts"][-1] == ("ไม่อยู่ในบัญชีส่ง", "กรุงเทพมหานคร")
    mail = response.context["mail"]
    assert (mail["address"], "(ลิงก์เฉพาะของจังหวัด)" in mail["text"]) == (
        "saraban@p30.example", True,
    )  # fmt: skip
    assert circular.recipients.count() == 0


def test_a_text_that_is_no_letter_can_be_changed(client, officer):
    url = reverse("notifications:circular_new", args=[factories.make_edition().slug])

    first = client.post(url, {"text": "ข้อความมั่ว"})
    again = client.post(url, {"text": "ที่ ตย ๙๙๙๙.๙/ว ๑\nเรื่อง เชิญชวน"})

    assert '<textarea name="text"' in first.text
    assert "ข้อความมั่ว" not in again.text
    assert "เชิญชวน" in again.text


def test_a_number_that_is_taken_is_the_only_thing_to_correct(client, officer):
    taken = make_circular()
    url = reverse("notifications:circular_new", args=[taken.edition.slug])
    parts = [f"ที่ {taken.number}", "๒๘ กันยายน ๒๕๖๕", "เรื่อง เชิญชวน", "เรียน ผู้ว่าฯ", "ด้วย"]
    text = "\n\n".join(parts)

    again = client.post(url, {"text": text}).content.decode()

    assert "มีหนังสือเวียนเลขที่นี้อยู่แล้ว" in again
    assert "บางส่วนของหนังสืออ่านไม่ได้" not in again


def test_the_own_letter_waits_on_the_page_of_the_province(client, set_clock):
    set_clock(WORKING_DAY)
    copy = make_circular(Status.RELEASING).recipients.get()
    client.force_login(factories.make_user(role=Role.PROVINCE_OFFICER, province=copy.province))
    url = reverse("notifications:province", args=["2565", "30"])

    before = client.get(url)
    client.post(links.path_of(copy), {"answer": "received", "name": "ก", "position": "ข"})
    after = client.get(url)

    assert (before.context["awaits_answer"], after.context["awaits_answer"]) == (True, False)
    assert "เปิดหนังสือและลงทะเบียนรับ" in before.text


def test_a_circular_that_nobody_could_receive_says_which_provinces(client, officer):
    circular = make_circular()
    factories.make_province("58", name_th="แม่ฮ่องสอน")

    page = client.get(address("circular", circular)).content.decode()

    assert page.count("แม่ฮ่องสอน") == 1
    assert page.count("ไม่มีที่อยู่อีเมลหลักในทะเบียน") == 1


def test_the_author_sees_why_another_officer_must_approve(client, set_clock):
    set_clock(WORKING_DAY)
    circular = make_circular(Status.CHECKED)
    client.force_login(circular.prepared_by)

    page = client.get(address("circular", circular)).content.decode()

    assert str(issuing.why_not_approve(circular, by=circular.prepared_by)) in page


def test_a_cancelled_circular_is_shown_as_such_to_officers_and_provinces(client, officer):
    circular = make_circular(Status.RELEASING)
    issuing.cancel(circular, by=officer, at=WORKING_DAY)

    officers = client.get(address("circular", circular)).content.decode()
    provinces = client.get(links.path_of(circular.recipients.get())).content.decode()

    assert "ยกเลิกแล้ว" in officers
    assert ("หนังสือเวียนนี้ยกเลิกแล้ว" in provinces, 'name="answer"' in provinces) == (True, False)


def test_the_button_says_how_many_letters_it_sends(client, officer):
    circular = make_circular(Status.APPROVED, provinces=3)

    page = client.get(address("circular_release", circular)).content.decode()

    assert "ส่งหนังสือ 3 ฉบับ" in page


def test_the_way_of_a_circular_through_its_pages(client, set_clock):
    set_clock(WORKING_DAY)
    edition = factories.make_edition()
    factories.make_province_contact(factories.make_province())
    author, second = (factories.make_user(role=Role.DLA_OFFICER) for _person in range(2))
    circular = issuing.prepare(edition, make_content(), by=author, at=WORKING_DAY)

    client.force_login(author)
    client.post(address("circular_hand_over", circular))
    client.force_login(second)
    client.post(address("circular_approve", circular))
    client.post(address("circular_release", circular))

    circular.refresh_from_db()
    assert (circular.status, circular.recipients.count()) == (Status.RELEASING, 1)


def test_a_refused_step_explains_itself(client, set_clock):
    set_clock(WORKING_DAY)
    circular = make_circular(Status.CHECKED)
    client.force_login(circular.prepared_by)

    response = client.post(address("circular_approve", circular))

    assert response.status_code == 409
    assert "เจ้าหน้าที่อีกคน" in response.content.decode()


def test_a_circular_of_another_edition_does_not_exist(client, officer):
    circular = make_circular()
    factories.make_edition("2566", year_be=2566)

    response = client.get(reverse("notifications:circular", args=["2566", circular.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("step", ["nothing", "registered", "drafting", "submitted"])
def test_a_province_shows_how_far_its_organisations_are(client, officer, step):
    circular = make_circular(Status.RELEASING)
    lao = factories.make_lao(circular.recipients.get().province)
    _bring(lao, step, circular.edition)
    words = {"nothing": "ยังไม่เริ่ม", "registered": "ลงทะเบียนแล้ว", "drafting": "กำลังทำผลงาน",
             "submitted": "ส่งผลงานแล้ว"}  # fmt: skip

    page = client.get(reverse("notifications:province", args=["2565", "30"])).content.decode()

    assert [word for word in words.values() if f"</svg>{word}</span>" in page] == [words[step]]


def test_a_province_shows_who_does_not_enter_this_year(client, officer):
    circular = make_circular(Status.RELEASING)
    lao = factories.make_lao(circular.recipients.get().province)
    reason = abstaining.Reason("no_staff", "นายทดสอบ (ปลัด)")
    abstaining.say(circular.edition, lao, reason, by=officer, at=WORKING_DAY)

    urls = [
        reverse("notifications:province", args=["2565", "30"]),
        reverse("notifications:organisation", args=["2565", "30", lao.pk]),
    ]

    for url in urls:
        assert "</svg>ปีนี้ไม่ส่งผลงาน</span>" in client.get(url).content.decode()


def _bring(lao, step, edition):
    from submissions.models import Entry, Status

    if step == "nothing":
        return
    member = factories.make_member(lao)
    if step == "registered":
        return
    Entry.objects.create(
        edition=edition, lao=lao, category=edition.categories.get(), started_by=member,
        started_at=WORKING_DAY,
        status=Status.DRAFT if step == "drafting" else Status.SUBMITTED,
    )  # fmt: skip
