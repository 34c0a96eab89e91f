"""Proving twice who one is: demanded of those whose reach is far, offered to all others."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_portal.accounts import recovery
from contest_portal.accounts.roles import Role
from notifications.models import Message
from tests.factories import WORKING_DAY, make_edition, make_member, make_province, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "ลมหนาวพัดมาแล้ว"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FAR_REACHING = [Role.DLA_OFFICER, Role.ORGANISER, Role.JUDGE, Role.CHAIR, Role.ADMINISTRATOR]


@pytest.fixture
def in_earnest(settings):
    """Not a demonstration. The addresses of the demonstration stay, nothing of it is asked."""
    settings.PORTAL_DEMO = False


def person(role: Role | None = None, **fields):
    user = make_user(role=role, name="สมใจ", password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def code_of_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))  # noqa: TID251


def sign_in(client, user) -> str:
    """Where the password leads."""
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})[
        "Location"
    ]


@pytest.mark.parametrize("role", FAR_REACHING)
def test_outside_a_demonstration_far_reaching_roles_set_one_up_before_any_work(
    client, in_earnest, role
):
    client.force_login(person(role))

    answers = {name: client.get(reverse(name)) for name in ("home", "accounts:lao_search")}

    assert {name: answer["Location"] for name, answer in answers.items()} == {
        "home": reverse("mfa_index"),
        "accounts:lao_search": reverse("mfa_index"),
    }


@pytest.mark.parametrize("role", FAR_REACHING)
def test_a_demonstration_demands_it_of_nobody(client, settings, role):
    settings.PORTAL_DEMO = True
    client.force_login(person(role))

    assert client.get(reverse("home")).status_code == 200


def test_it_is_demanded_neither_of_lao_staff_nor_of_provincial_officers(client, in_earnest):
    for user in (make_member(), make_user(role=Role.PROVINCE_OFFICER, province=make_province())):
        client.force_login(user)

        assert client.get(reverse("home")).status_code == 200


def test_what_anybody_may_read_stays_open_to_those_who_have_none_yet(client, in_earnest):
    make_edition()
    client.force_login(person(Role.JUDGE))

    assert client.get(reverse("landing")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, in_earnest):
    officer = person(Role.DLA_OFFICER)
    RecoveryCodes.activate(officer)
    client.force_login(officer)

    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


def test_an_officer_sets_up_the_app_keeps_the_codes_and_goes_on_to_work(client, in_earnest):
    officer = person(Role.DLA_OFFICER)
    assert sign_in(client, officer) == reverse("home")
    activate = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": activate})
    secret = re.search(
        r'<code class="mono" translate="no">(\w+)<', client.get(activate).content.decode()
    )

    set_up = client.post(activate, {"code": code_of_now(secret[1])})
    codes = client.get(set_up["Location"])

    assert set_up["Location"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"\b\d{8}$", codes.content.decode(), re.MULTILINE)) == 10
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_new_second_factor_is_told_by_mail(client):
    clerk = person()
    sign_in(client, clerk)
    activate = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": activate})
    secret = re.search(r'translate="no">(\w+)<', client.get(activate).content.decode())

    client.post(activate, {"code": code_of_now(secret[1])})

    mail = Message.objects.get(kind="totp_activated")
    assert (mail.address, mail.subject) == (clerk.email, "บัญชีของคุณมีแอปสร้างรหัสป้องกันแล้ว")


def test_with_a_second_factor_the_password_alone_does_not_come_in(client):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)

    assert sign_in(client, officer) == reverse("mfa_authenticate")
    assert client.get(reverse("home")).status_code == 302
    answered = client.post(reverse("mfa_authenticate"), {"code": code_of_now()})

    assert answered["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_whoever_proved_it_in_this_session_is_not_asked_about_again(client, in_earnest):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code_of_now()})

    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("home")).status_code == 200

    assert not [each for each in asked if "mfa_authenticator" in each["sql"]]


def test_what_was_proved_in_this_session_ends_with_it_when_it_is_taken_away(client, in_earnest):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code_of_now()})

    one, other = (make_user(role=Role.ADMINISTRATOR) for _each in range(2))
    reset = recovery.ask(officer, by=one, at=WORKING_DAY, reason="เครื่องหาย")
    recovery.grant(reset, by=other, at=WORKING_DAY)

    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_a_code_of_the_app_works_once(client):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)
    code = code_of_now()
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()

    sign_in(client, officer)
    again = client.post(reverse("mfa_authenticate"), {"code": code})

    assert again.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_stands_in_for_the_app_once(client):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    sign_in(client, officer)
    first = client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()

    sign_in(client, officer)
    second = client.post(reverse("mfa_authenticate"), {"code": code})

    assert (first["Location"], second.status_code) == (reverse("home"), 200)


def test_the_one_time_link_does_not_go_around_the_second_factor(client):
    from contest_portal import clock
    from contest_portal.accounts import one_time_links

    officer = person(Role.ADMINISTRATOR)
    TOTP.activate(officer, SECRET)
    token = one_time_links.make(officer, at=clock.machine_now())

    answered = client.post(reverse("accounts:one_time_link", args=[token]))

    assert answered["Location"] == reverse("mfa_authenticate")


def test_the_last_one_stays_with_whoever_must_have_one(client, in_earnest):
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)
    sign_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": code_of_now()})

    refused = _stop_using_the_app(client)

    assert refused.status_code == 200
    assert Authenticator.objects.filter(user=officer, type="totp").exists()


def test_who_need_not_have_one_may_stop_using_it(client):
    clerk = make_member(name="มาลี", password=PASSWORD)
    EmailAddress.objects.create(user=clerk, email=clerk.email, verified=True, primary=True)
    TOTP.activate(clerk, SECRET)
    sign_in(client, clerk)
    client.post(reverse("mfa_authenticate"), {"code": code_of_now()})

    assert _stop_using_the_app(client)["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=clerk).exists()


def _stop_using_the_app(client):
    deactivate = reverse("mfa_deactivate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": deactivate})
    return client.post(deactivate)


def test_the_database_does_not_hold_the_secret_of_the_app():
    officer = person(Role.DLA_OFFICER)
    TOTP.activate(officer, SECRET)

    assert SECRET not in str(Authenticator.objects.get(user=officer).data)


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]
)
def test_whoever_has_a_password_is_asked_for_it_before_the_account_changes(client, name):
    client.force_login(person())

    assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
