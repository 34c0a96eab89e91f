"""The pages of finding an LAO, claiming it, and deciding claims."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal.accounts.models import Membership
from contest_portal.accounts.roles import Role
from tests.factories import (
    WORKING_DAY,
    make_amphoe,
    make_edition,
    make_lao,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def korat():
    return make_province("30", name_th="นครราชสีมา")


@pytest.fixture
def newcomer(client):
    make_edition()
    user = make_user(name="ประสิทธิ์")
    client.force_login(user)
    return user


@pytest.fixture
def officer(client, korat):
    make_edition()
    user = make_user(role=Role.PROVINCE_OFFICER, province=korat)
    client.force_login(user)
    return user


def waiting_claim(province, **fields) -> Membership:
    person = make_user(name=fields.pop("name", "มาลี"))
    return Membership.objects.create(
        user=person, lao=make_lao(province), claimed_at=fields.pop("at", WORKING_DAY)
    )


def page(response) -> str:
    return response.content.decode()


def search(client, words: str):
    return client.get(reverse("accounts:lao_search"), {"q": words})


def test_every_result_comes_with_its_district_and_province(client, newcomer, korat):
    for name in ("ปากช่อง", "สีคิ้ว"):
        amphoe = make_amphoe(korat, name_th=name)
        make_lao(korat, amphoe=amphoe, bare_name="หนองบัว", name_th="องค์การบริหารส่วนตำบลหนองบัว")

    found = search(client, "อบต หนองบัว")

    places = [lao.place for lao in found.context["laos"]]
    assert sorted(places) == ["อ.ปากช่อง จ.นครราชสีมา", "อ.สีคิ้ว จ.นครราชสีมา"]
    assert all(place in page(found) for place in places)


def test_the_search_shows_thirty_and_says_when_there_are_more(client, newcomer, korat):
    for number in range(30):
        make_lao(korat, bare_name=f"หนองบัว {number}")
    exactly = search(client, "หนองบัว")
    make_lao(korat, bare_name="หนองบัว 31")

    more = search(client, "หนองบัว")

    assert (len(exactly.context["laos"]), exactly.context["has_more"]) == (30, False)
    assert (len(more.context["laos"]), more.context["has_more"]) == (30, True)
    assert "ยังมีอีก" in page(more)


@pytest.mark.parametrize("words", ["ไม่มีชื่อนี้", "%", "_", "'; --", "<script>", "ก" * 5000, "⁂ ‮ ฿"])
def test_a_search_that_finds_nothing_says_what_to_try(client, newcomer, korat, words):
    make_lao(korat)

    found = search(client, words)

    assert found.status_code == 200
    assert "ลองพิมพ์เพียงบางส่วนของชื่อ" in page(found)
    assert "<script>" not in page(found)


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_search_shows_the_form_alone(client, newcomer, words):
    found = search(client, words)

    assert (found.status_code, found.context["laos"]) == (200, [])
    assert "ลองพิมพ์เพียงบางส่วนของชื่อ" not in page(found)


def test_claiming_is_asked_first_and_then_done(client, newcomer, korat):
    lao = make_lao(korat)
    url = reverse("accounts:lao_claim", args=[lao.pk])

    asked = client.get(url)
    answered = client.post(url)

    assert "ใช่ ฉันทำงานที่นี่" in page(asked)
    assert answered["Location"] == url
    assert newcomer.memberships.get().lao == lao
    [said] = get_messages(answered.wsgi_request)
    assert str(said) == "แจ้งสังกัดแล้ว เริ่มเขียนผลงานได้เลย"


def test_claiming_twice_is_one_claim(client, newcomer, korat):
    url = reverse("accounts:lao_claim", args=[make_lao(korat).pk])

    client.post(url)
    client.post(url)

    assert newcomer.memberships.count() == 1
    assert "ยังต้องยืนยันว่าคุณทำงานที่นี่" in page(client.get(url))


def test_whoever_has_no_name_yet_says_it_before_claiming(client, newcomer, korat):
    newcomer.name = ""
    newcomer.save()
    url = reverse("accounts:lao_claim", args=[make_lao(korat).pk])

    sent_to = client.get(url)["Location"]
    form = client.get(sent_to)
    answered = client.post(
        sent_to, {"name": "ประสิทธิ์ ใจดี", "position": "ปลัด อบต.", "next": form.context["next"]}
    )

    assert answered["Location"] == url


def test_an_lao_that_is_not_in_the_register_is_not_there(client, newcomer, korat):
    gone = make_lao(korat, disappeared_at=WORKING_DAY)

    assert client.get(reverse("accounts:lao_claim", args=[gone.pk])).status_code == 404
    assert client.post(reverse("accounts:lao_claim", args=[gone.pk])).status_code == 404


def test_the_search_shows_where_one_works_already(client, korat):
    make_edition()
    member = make_member(make_lao(korat))
    client.force_login(member)

    assert "ยืนยันแล้ว" in page(client.get(reverse("accounts:lao_search")))


def test_claims_stand_in_line_and_only_those_of_ones_own_province(client, officer, korat):
    late = waiting_claim(korat, at=WORKING_DAY.replace(hour=9))
    early = waiting_claim(korat, at=WORKING_DAY.replace(hour=1))
    waiting_claim(make_province("31"))

    shown = client.get(reverse("accounts:claim_list"))

    assert list(shown.context["page"]) == [early, late]


def test_dla_sees_the_claims_of_all_provinces(client):
    make_edition()
    client.force_login(make_user(role=Role.DLA_OFFICER))
    claims = [waiting_claim(make_province(code)) for code in ("30", "31")]

    shown = client.get(reverse("accounts:claim_list"))

    assert set(shown.context["page"]) == set(claims)


def test_an_empty_line_says_what_will_come(client, officer):
    assert "ไม่มีผู้รอยืนยันสังกัด" in page(client.get(reverse("accounts:claim_list")))


@pytest.mark.parametrize("number", ["0", "-1", "ก", "99999999999999999999"])
def test_a_page_number_that_does_not_exist_shows_a_page_that_does(client, officer, korat, number):
    claim = waiting_claim(korat)

    shown = client.get(reverse("accounts:claim_list"), {"page": number})

    assert list(shown.context["page"]) == [claim]


def queries_of_the_list(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("accounts:claim_list"))
    return len(captured)


def test_the_list_costs_the_same_for_one_claim_and_for_thirty(client, officer, korat):
    waiting_claim(korat)
    client.get(reverse("accounts:claim_list"))  # the clock is read once a second
    for_one = queries_of_the_list(client)
    for _each in range(29):
        waiting_claim(korat)

    for_thirty = queries_of_the_list(client)

    assert for_one == for_thirty <= 12


def test_a_claim_is_verified_on_its_page(client, officer, korat):
    claim = waiting_claim(korat)

    answered = client.post(
        reverse("accounts:claim_decide", args=[claim.pk]), {"decision": "verify"}
    )

    claim.refresh_from_db()
    assert answered["Location"] == reverse("accounts:claim_list")
    assert (claim.is_verified, claim.verified_by) == (True, officer)


def test_a_claim_is_refused_with_a_reason(client, officer, korat):
    claim = waiting_claim(korat)
    answer = {"decision": "refuse", "reason": "ไม่มีชื่อ\x00ในสังกัด\r\nโทรถามแล้ว"}

    client.post(reverse("accounts:claim_decide", args=[claim.pk]), answer)

    claim.refresh_from_db()
    assert claim.end_reason == "ไม่มีชื่อในสังกัด\nโทรถามแล้ว"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "เลือกคำตอบหนึ่งข้อ"),
        ({"decision": "อาจจะ"}, "เลือกคำตอบหนึ่งข้อ"),
        ({"decision": "refuse"}, "เขียนเหตุผลที่ไม่ยืนยัน"),
        ({"decision": "refuse", "reason": " \t\n"}, "เขียนเหตุผลที่ไม่ยืนยัน"),
        ({"reason": "เขียนไว้แล้ว"}, "เขียนไว้แล้ว"),
        ({"decision": "refuse", "reason": "ก" * 501}, "ก" * 501),
    ],
)
def test_an_answer_that_lacks_something_is_asked_for_again(client, officer, korat, answer, said):
    claim = waiting_claim(korat)

    again = client.post(reverse("accounts:claim_decide", args=[claim.pk]), answer)

    claim.refresh_from_db()
    assert (again.status_code, claim.is_awaiting) == (200, True)
    assert said in page(again)


def test_a_claim_of_another_province_does_not_exist(client, officer):
    url = reverse("accounts:claim_decide", args=[waiting_claim(make_province("31")).pk])

    assert client.get(url).status_code == 404
    assert client.post(url, {"decision": "verify"}).status_code == 404
    assert Membership.objects.get().is_awaiting


def test_a_decided_claim_shows_who_decided_and_refuses_another_answer(client, officer, korat):
    claim = waiting_claim(korat)
    url = reverse("accounts:claim_decide", args=[claim.pk])
    client.post(url, {"decision": "refuse", "reason": "ไม่มีชื่อในสังกัด"})

    shown = client.get(url)
    again = client.post(url, {"decision": "verify"})

    assert "ไม่มีชื่อในสังกัด" in page(shown)
    assert again.status_code == 409
    assert "คำขอนี้มีผู้ตัดสินไปแล้ว" in page(again)


def test_a_waiting_claim_is_withdrawn_by_whoever_made_it_and_nobody_else(client, korat):
    claim = waiting_claim(korat)
    url = reverse("accounts:claim_withdraw", args=[claim.pk])
    client.force_login(make_user())
    strangers = client.post(url).status_code
    client.force_login(claim.user)

    asked = client.get(url).status_code
    client.post(url)
    again = client.post(url).status_code

    claim.refresh_from_db()
    assert (strangers, asked, again) == (404, 200, 404)
    assert claim.ended_at is not None
    assert list(claim.user.memberships.refused()) == []
