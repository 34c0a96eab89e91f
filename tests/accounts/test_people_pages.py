"""Administrators look after people: find, appoint, end, disable."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts import appointing, disabling
from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from tests.factories import WORKING_DAY, make_edition, make_member, make_province, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "ลมหนาวพัดมาแล้ว"


@pytest.fixture
def administrator(client):
    user = make_user(role=Role.ADMINISTRATOR, name="อำนาจ")
    client.force_login(user)
    return user


def names(response) -> list[str]:
    return [str(person) for person in response.context["page"]]


def test_people_are_found_by_words_of_name_position_and_address(client, administrator):
    make_user("mali@lao.example", name="มาลี ใจดี", position="ปลัด")
    make_user("somchai@dla.example", name="สมชาย ใจดี")

    def find(words):
        return names(client.get(reverse("accounts:person_list"), {"q": words}))

    assert find("ใจดี") == ["มาลี ใจดี", "สมชาย ใจดี"]
    assert find("ใจดี ปลัด") == ["มาลี ใจดี"]
    assert find("DLA.example") == ["สมชาย ใจดี"]
    assert find("ไม่มีใคร") == []


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(client, administrator):
    make_edition()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("accounts:person_list"))
        return len(captured)

    make_member()
    client.get(reverse("accounts:person_list"))
    few = queries()
    for _number in range(30):
        make_member()
        make_user(role=Role.PROVINCE_OFFICER, province=make_province())

    assert queries() == few


def test_an_officer_is_appointed_on_the_page(client, administrator):
    chosen = {"email": "new@judges.example", "name": "ใหม่", "role": "judge", "province": ""}

    answered = client.post(reverse("accounts:appoint"), chosen)

    appointed = User.objects.get(email="new@judges.example")
    assert answered["Location"] == reverse("accounts:person", args=[appointed.pk])
    assert appointed.roles == {Role.NEWCOMER, Role.JUDGE}
    assert audit.about(appointed).get().actor_id == str(administrator.pk)


def test_a_provincial_officer_without_a_province_is_asked_for_it(client, administrator):
    chosen = {"email": "new@p.example", "name": "ใหม่", "role": "province_officer"}

    answered = client.post(reverse("accounts:appoint"), chosen)

    assert answered.status_code == 200
    assert not User.objects.filter(email="new@p.example").exists()
    assert "new@p.example" in answered.content.decode()


def test_an_appointment_that_has_ended_opens_no_page_from_the_next_one_on(client, administrator):
    judge = make_user(role=Role.JUDGE)
    office = judge.appointments.get()

    client.post(reverse("accounts:appointment_end", args=[office.pk]))

    judge = User.objects.get(pk=judge.pk)
    assert judge.roles == {Role.NEWCOMER}
    assert [event.action for event in audit.about(judge)] == [audit.Action.APPOINTMENT_ENDED]
    assert Message.objects.get().address == judge.email


def test_nobody_ends_their_own_so_that_an_administrator_is_always_left(administrator):
    with pytest.raises(NotAllowed):
        appointing.end(administrator.appointments.get(), by=administrator, at=WORKING_DAY)

    assert Appointment.objects.current().filter(user=administrator).exists()


def test_a_disabled_account_is_a_stranger_at_its_next_request(client, administrator):
    clerk = make_user("mali@lao.example", name="มาลี", password=PASSWORD)
    EmailAddress.objects.create(user=clerk, email=clerk.email, verified=True, primary=True)
    elsewhere = type(client)()
    elsewhere.post(reverse("account_login"), {"login": clerk.email, "password": PASSWORD})
    assert elsewhere.get(reverse("home")).status_code == 200

    client.post(reverse("accounts:person_disable", args=[clerk.pk]), {"reason": "ย้ายไปแล้ว"})

    assert elsewhere.get(reverse("home")).status_code == 302
    assert not clerk.usersession_set.exists()
    assert audit.about(clerk).get().facts["reason"] == "ย้ายไปแล้ว"


def test_an_account_that_is_opened_again_signs_in_anew(client, administrator):
    clerk = make_user(name="มาลี")
    disabling.disable(clerk, by=administrator, at=WORKING_DAY, reason="ผิดคน")

    client.post(reverse("accounts:person_enable", args=[clerk.pk]))

    assert User.objects.get(pk=clerk.pk).is_active


def test_nobody_disables_themselves(client, administrator):
    answered = client.post(
        reverse("accounts:person_disable", args=[administrator.pk]), {"reason": "ลอง"}
    )

    assert answered.status_code == 409
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("name", ["person_disable", "factor_reset"])
def test_a_reason_is_asked_for(client, administrator, name):
    clerk = make_user()

    answered = client.post(reverse(f"accounts:{name}", args=[clerk.pk]), {"reason": " "})

    assert answered.status_code == 200
    assert "error-summary" in answered.content.decode()
    assert User.objects.get(pk=clerk.pk).is_active
