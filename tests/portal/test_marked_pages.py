"""Pages in English mark what stays Thai; pages in Thai are sent as they were written."""

import pytest
from django.urls import reverse

from tests.factories import make_edition, make_user

pytestmark = pytest.mark.django_db
NAME = "สมใจ ใจดี"


@pytest.fixture
def profile(client):
    """The person's own page, whose name stands in the bar, by language."""
    make_edition()
    client.force_login(make_user(name=NAME))

    def read(language: str):
        client.cookies["language"] = language
        return client.get(reverse("accounts:profile"))

    return read


def test_an_english_page_says_that_a_thai_name_is_thai(profile):
    link = f'lang="th" href="{reverse("accounts:profile")}">{NAME}</a>'

    assert link in profile("en").content.decode()


def test_a_thai_page_needs_no_such_word(profile):
    link = f'<a href="{reverse("accounts:profile")}">{NAME}</a>'

    assert link in profile("th").content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_length_that_is_declared_is_the_length_that_comes(profile, language):
    answer = profile(language)

    assert int(answer["Content-Length"]) == len(answer.content)


def test_files_are_sent_as_they_are(client):
    client.cookies["language"] = "en"

    assert client.get("/healthz").content == b"ok"
