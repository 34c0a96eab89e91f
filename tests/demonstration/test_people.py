"""The made-up people of a demonstration."""

from io import StringIO

import pytest
from django.core.management import call_command

from contest_portal.accounts.models import Appointment, Membership, User
from contest_portal.accounts.roles import Role
from contest_portal.demonstration import people
from contest_portal.demonstration.management.commands.demonstration_accounts import columns
from tests.factories import make_lao, make_province

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    make_lao(make_province("30", name_th="นครราชสีมา"), sample=True, in_dla_register=False)
    people.load()


def test_everybody_signs_in_with_the_printed_password(loaded):
    can = [User.objects.get(email=demo.email).check_password(people.PASSWORD)
           for demo in people.PEOPLE]  # fmt: skip

    assert can == [True] * len(people.PEOPLE)


def test_every_role_that_is_appointed_has_somebody_but_the_chair(loaded):
    roles = Appointment.objects.order_by("role").values_list("role", flat=True)

    assert list(roles) == [
        Role.ADMINISTRATOR, Role.DLA_OFFICER, Role.DLA_OFFICER, Role.JUDGE, Role.JUDGE, Role.JUDGE,
        Role.ORGANISER, Role.PROVINCE_OFFICER,
    ]  # fmt: skip


def test_one_of_the_staff_is_verified_in_korat_and_one_is_new(loaded):
    verified = Membership.objects.get()

    assert (verified.is_verified, verified.lao.province.name_th) == (True, "นครราชสีมา")
    assert User.objects.get(email="prasit@lao.example").roles == {Role.NEWCOMER}


def test_what_a_person_changed_about_themselves_stays(loaded):
    officer = User.objects.get(email="somchai@dla.example")
    officer.name = "ชื่อใหม่"
    officer.set_password("รหัสผ่านของฉันเอง")
    officer.save()

    people.load()

    officer.refresh_from_db()
    assert officer.name == "ชื่อใหม่"
    assert officer.check_password("รหัสผ่านของฉันเอง")


def test_every_address_is_made_up():
    assert [demo.email for demo in people.PEOPLE if not demo.email.endswith(".example")] == []


def test_the_accounts_are_printed_in_columns(loaded):
    printed = StringIO()

    call_command("demonstration_accounts", stdout=printed)

    lines = printed.getvalue().splitlines()[1:]
    starts = {columns(line[: line.index(demo.email)])
              for line, demo in zip(lines, people.PEOPLE, strict=True)}  # fmt: skip
    assert len(starts) == 1
    assert {line.split()[-1] for line in lines} == {people.PASSWORD}


def test_an_empty_portal_prints_no_accounts():
    printed = StringIO()

    call_command("demonstration_accounts", stdout=printed)

    assert printed.getvalue() == ""
