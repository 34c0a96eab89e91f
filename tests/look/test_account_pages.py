"""The pages for signing in look and speak like the rest."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_edition, make_user

OPEN_PAGES = [
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]
OWN_PAGES = ["account_logout", "account_email"]


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_an_open_page_is_in_the_public_frame_with_one_heading_and_one_filled_button(
    client, db, name
):
    make_edition()

    html = client.get(reverse(name)).content.decode()

    assert '<body class="frame-public">' in html
    assert len(re.findall(r"<h1", html)) == 1
    assert len(re.findall(r'class="btn btn-primary', html)) == 1


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_page_of_ones_own_account_is_in_the_work_frame(client, db, name):
    make_edition()
    client.force_login(make_user())

    html = client.get(reverse(name)).content.decode()

    assert '<header class="workbar">' in html
    assert len(re.findall(r'class="btn btn-primary', html)) == 1


def test_the_mailed_code_comes_before_the_password(client, db):
    html = client.get(reverse("account_login")).content.decode()

    assert html.index(reverse("account_request_login_code")) < html.index('type="password"')


def test_the_page_after_asking_for_a_code_says_where_it_went(client, db):
    make_user("clerk@lao.example")
    make_edition()

    page = client.post(
        reverse("account_request_login_code"), {"email": "clerk@lao.example"}, follow=True
    )

    assert "<h1>พิมพ์รหัสที่ได้รับทางอีเมล</h1>" in page.content.decode()
    assert '<strong class="nb">clerk@lao.example</strong>' in page.content.decode()
