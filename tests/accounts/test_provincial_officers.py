"""A provincial officer: appointed from the shell, vouches for people, and sees what to do."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from contest_portal import audit
from contest_portal.accounts import membership
from contest_portal.accounts.models import Membership, User
from contest_portal.accounts.roles import Role
from tests.factories import (
    WORKING_DAY,
    make_edition,
    make_lao,
    make_member,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    make_edition()
    make_province("30", name_th="นครราชสีมา")
    call_command(
        "appoint", "wichai@korat.example", "province_officer", "--province", "30",
        "--name", "วิชัย", stdout=StringIO(),
    )  # fmt: skip
    return User.objects.get(email="wichai@korat.example")


def claimed(province: str = "30") -> Membership:
    return make_member(make_lao(make_province(province)), verified=False).memberships.get()


def test_home_and_menu_say_what_to_do(client, officer):
    claimed()
    client.force_login(officer)

    page = client.get(reverse("home"))

    assert [(step.url, step.kind) for step in page.context["steps"]] == [
        (reverse("notifications:province", args=["2565", "30"]), "info"),
        (reverse("accounts:claim_list"), "warn"),
    ]
    assert [url for url, _label, _current in page.context["menu"]] == [
        reverse("home"), reverse("notifications:province_list", args=["2565"]),
        reverse("accounts:claim_list"),
    ]  # fmt: skip


def test_every_page_of_home_and_menu_opens(client, officer):
    client.force_login(officer)
    page = client.get(reverse("home"))
    urls = [step.url for step in page.context["steps"]]
    urls += [url for url, _label, _current in page.context["menu"]]

    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_what_the_province_vouched_for_is_told_apart_from_what_dla_did(officer):
    by_province, by_dla = claimed(), claimed()
    dla = make_user(role=Role.DLA_OFFICER)

    membership.verify(by_province, by=officer, at=WORKING_DAY)
    membership.verify(by_dla, by=dla, at=WORKING_DAY)

    assert (by_province.how, by_dla.how) == (Membership.How.PROVINCE, Membership.How.OFFICER)
    assert audit.about(by_province).get().actor_role == "province_officer"


def test_another_provinces_people_are_not_theirs_to_vouch_for(client, officer):
    elsewhere = claimed("58")
    client.force_login(officer)

    answered = client.post(
        reverse("accounts:claim_decide", args=[elsewhere.pk]), {"decision": "verify"}
    )

    assert answered.status_code == 404
    assert Membership.objects.get(pk=elsewhere.pk).is_awaiting
