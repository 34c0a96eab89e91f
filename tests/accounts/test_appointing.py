"""Giving people roles, from the shell and from other verbs."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from contest_portal import audit
from contest_portal.accounts.appointing import appoint, person
from contest_portal.accounts.models import Appointment, User
from contest_portal.accounts.roles import Role
from contest_portal.refusals import NotAllowed
from tests.factories import make_province, make_user

pytestmark = pytest.mark.django_db


def test_an_appointed_stranger_becomes_a_person_with_a_verified_address():
    user = appoint("New.Judge@Judges.example", Role.JUDGE, by=None, name="ใจดี มีธรรม")

    address = EmailAddress.objects.get(user=user)
    assert (user.email, user.name, user.roles) == (
        "new.judge@judges.example", "ใจดี มีธรรม", {Role.NEWCOMER, Role.JUDGE},
    )  # fmt: skip
    assert (address.email, address.verified, address.primary) == (user.email, True, True)
    assert not user.has_usable_password()


def test_appointing_twice_changes_nothing():
    first = appoint("judge@judges.example", Role.JUDGE, by=None)
    second = appoint("JUDGE@judges.example", Role.JUDGE, by=None)

    assert first == second
    assert Appointment.objects.count() == 1
    assert audit.about(first).count() == 1


def test_an_appointment_is_on_the_record():
    officer = make_user(role=Role.DLA_OFFICER)
    province = make_province("30")

    user = appoint("p@p30.example", Role.PROVINCE_OFFICER, by=officer, province=province)

    event = audit.about(user).get()
    assert (event.action, event.actor_id, event.province, event.facts) == (
        audit.Action.PERSON_APPOINTED, str(officer.pk), "30",
        {"role": "province_officer", "email": "p@p30.example"},
    )  # fmt: skip


def test_a_known_person_keeps_name_and_password():
    known = make_user("known@judges.example", name="เดิม", password="ไม่เคยเปลี่ยน-2565")

    appoint("known@judges.example", Role.JUDGE, by=None, name="ใหม่")

    known = User.objects.get(pk=known.pk)
    assert known.name == "เดิม"
    assert known.check_password("ไม่เคยเปลี่ยน-2565")


def test_a_second_address_of_a_person_does_not_become_the_primary_one():
    user = make_user("old@judges.example")
    EmailAddress.objects.create(user=user, email="other@x.example", verified=True, primary=True)

    person("old@judges.example")

    added = EmailAddress.objects.get(user=user, email="old@judges.example")
    assert (added.verified, added.primary) == (True, False)


@pytest.mark.parametrize("role", [Role.NEWCOMER, Role.LAO_MEMBER, "king"])
def test_nobody_is_appointed_to_what_is_not_an_office(role):
    with pytest.raises(NotAllowed):
        appoint("x@x.example", role, by=None)

    assert not User.objects.exists()


def test_a_province_goes_with_provincial_officers_and_with_nobody_else():
    with pytest.raises(NotAllowed):
        appoint("x@x.example", Role.PROVINCE_OFFICER, by=None)
    with pytest.raises(NotAllowed):
        appoint("x@x.example", Role.JUDGE, by=None, province=make_province())


def test_the_command_prints_one_link_for_the_person():
    make_province("30")
    printed = StringIO()

    call_command(
        "appoint", "p@p30.example", "province_officer", "--province", "30", "--name", "นภา",
        stdout=printed,
    )  # fmt: skip

    assert printed.getvalue().startswith("http://localhost:8000/people/enter/")
    assert User.objects.get(email="p@p30.example").name == "นภา"


@pytest.mark.parametrize(
    "arguments",
    [
        ("not-an-address", "judge"),
        ("x@x.example", "judge", "--province", "30"),
        ("x@x.example", "province_officer"),
        ("x@x.example", "province_officer", "--province", "99"),
        ("x@x.example", "newcomer"),
    ],
)
def test_the_command_refuses_nonsense_and_appoints_nobody(arguments):
    make_province("30")

    with pytest.raises(CommandError):
        call_command("appoint", *arguments)

    assert not User.objects.exists()
