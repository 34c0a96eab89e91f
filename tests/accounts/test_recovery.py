"""A lost second factor: two administrators, and everybody is told."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts import recovery
from contest_portal.accounts.models import SecondFactorReset
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from notifications.models import Message
from tests.factories import WORKING_DAY, make_user

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ASKED = {"at": WORKING_DAY, "reason": "โทรศัพท์หาย คุยกันทางโทรศัพท์แล้ว"}
PASSWORD = "ลมหนาวพัดมาแล้ว"


@pytest.fixture
def administrators():
    return [make_user(role=Role.ADMINISTRATOR, name=name) for name in ("หนึ่ง", "สอง")]


@pytest.fixture
def officer():
    user = make_user(role=Role.DLA_OFFICER, name="สมชาย", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def test_one_asks_another_grants_and_nothing_of_the_factor_is_left(officer, administrators):
    first, second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)

    recovery.grant(reset, by=second, at=WORKING_DAY)

    reset.refresh_from_db()
    assert (reset.is_granted, reset.decided_by) == (True, second)
    assert not Authenticator.objects.filter(user=officer).exists()


def test_who_asked_cannot_grant(officer, administrators):
    first, _second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)

    with pytest.raises(NotAllowed):
        recovery.grant(reset, by=first, at=WORKING_DAY)

    assert Authenticator.objects.filter(user=officer).count() == 2


def test_the_database_too_wants_a_second_person(officer, administrators):
    first, _second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)
    grant = {"decided_by": first, "decided_at": WORKING_DAY, "is_granted": True}

    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.filter(pk=reset.pk).update(**grant)


def test_nobody_grants_or_asks_for_their_own(administrators):
    first, second = administrators

    with pytest.raises(NotAllowed):
        recovery.ask(first, by=first, **ASKED)
    reset = recovery.ask(first, by=second, **ASKED)
    with pytest.raises(NotAllowed):
        recovery.grant(reset, by=first, at=WORKING_DAY)


def test_who_asked_may_take_it_back_and_another_request_may_follow(officer, administrators):
    first, second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)

    recovery.refuse(reset, by=first, at=WORKING_DAY)
    again = recovery.ask(officer, by=second, **ASKED)

    assert again != reset
    assert Authenticator.objects.filter(user=officer).count() == 2


def test_of_two_decisions_the_first_counts(officer, administrators):
    first, second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)
    recovery.refuse(SecondFactorReset.objects.get(), by=first, at=WORKING_DAY)

    with pytest.raises(NotAllowed):
        recovery.grant(reset, by=second, at=WORKING_DAY)

    assert Authenticator.objects.filter(user=officer).count() == 2


def test_asking_twice_is_one_request(officer, administrators):
    first, second = administrators

    assert recovery.ask(officer, by=first, **ASKED) == recovery.ask(officer, by=second, **ASKED)


def test_a_request_that_nobody_looked_at_lapses_and_can_be_made_again(officer, administrators):
    first, second = administrators
    forgotten = recovery.ask(officer, by=first, **ASKED)
    in_time, too_late = forgotten.open_until - timedelta(seconds=1), forgotten.open_until

    with pytest.raises(NotAllowed):
        recovery.grant(forgotten, by=second, at=too_late)
    assert recovery.ask(officer, by=first, reason="อีกครั้ง", at=in_time) == forgotten
    again = recovery.ask(officer, by=first, reason="อีกครั้ง", at=too_late)
    recovery.grant(again, by=second, at=too_late + timedelta(hours=1))

    forgotten.refresh_from_db()
    assert (forgotten.decided_at, forgotten.lapsed_at) == (None, too_late)
    assert not Authenticator.objects.filter(user=officer).exists()


def test_pages_show_a_lapsed_request_to_nobody(client, set_clock, officer, administrators):
    first, second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)
    page = reverse("accounts:factor_decide", args=[reset.pk])
    client.force_login(second)

    set_clock(reset.open_until - timedelta(minutes=1))
    assert client.get(page).status_code == 200
    assert page in client.get(reverse("accounts:person_list")).content.decode()
    set_clock(reset.open_until)
    assert client.get(page).status_code == 404
    assert page not in client.get(reverse("accounts:person_list")).content.decode()


def test_the_person_and_every_administrator_are_told_at_both_steps(officer, administrators):
    first, second = administrators
    reset = recovery.ask(officer, by=first, **ASKED)
    recovery.grant(reset, by=second, at=WORKING_DAY)

    told = {(mail.kind, mail.address) for mail in Message.objects.all()}

    assert told == {
        ("factor_reset_asked", officer.email),
        ("factor_reset_granted", officer.email),
        *(("factor_reset_asked_copy", person.email) for person in administrators),
        *(("factor_reset_granted_copy", person.email) for person in administrators),
    }


def test_both_steps_are_on_the_record(officer, administrators):
    first, second = administrators
    recovery.grant(recovery.ask(officer, by=first, **ASKED), by=second, at=WORKING_DAY)

    assert [(event.action, event.actor_label) for event in audit.about(officer)] == [
        (audit.Action.RESET_ASKED, "หนึ่ง"),
        (audit.Action.RESET_GRANTED, "สอง"),
    ]


def test_on_the_pages_the_second_administrator_grants_and_the_person_starts_anew(
    client, settings, officer, administrators
):
    settings.PORTAL_DEMO = False
    first, second = administrators
    for administrator in administrators:
        TOTP.activate(administrator, SECRET)
    client.force_login(first)
    client.post(reverse("accounts:factor_reset", args=[officer.pk]), {"reason": "หาย"})
    decide = reverse("accounts:factor_decide", args=[SecondFactorReset.objects.get().pk])
    assert client.post(decide, {"answer": "grant"}).status_code == 409
    client.force_login(second)

    assert client.post(decide, {"answer": "grant"}).status_code == 302
    client.logout()
    signed_in = client.post(
        reverse("account_login"), {"login": officer.email, "password": PASSWORD}
    )

    assert signed_in["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")
