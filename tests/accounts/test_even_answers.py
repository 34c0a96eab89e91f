"""Nobody learns from an answer whether an address has an account."""

import os
import re
import statistics
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import WORKING_DAY, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "account_login", "account_request_login_code", "account_reset_password", "account_signup",
]  # fmt: skip
FLOOR = 0.4
ROUNDS = 7
MOST_DIFFERENCE = 0.005
TRIALS = 3  # something else may have been busy in one; a leak shows in all
TOKEN = "t" * 32
# What differs between any two answers: the address itself, the form's token, the request's number.
VARYING = re.compile(
    r"(?:un)?known\d*@lao\.example" r'|value="\w{64}"' r'|<span class="mono">\w{12}</span>'
)
KNOWN, UNKNOWN = "known@lao.example", "unknown{}@lao.example"


@pytest.fixture
def known_person():
    user = make_user(KNOWN, name="มาลี", password="ลมหนาวพัดมาแล้ว")
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)


def ask(client, name: str, email: str) -> tuple[int, str, str]:
    """Status, where it leads, and what is said there, without what differs anyway."""
    answer = client.post(reverse(name), typed(name, email))
    led_to = answer.headers.get("Location", "")
    page = client.get(led_to) if led_to else answer
    return answer.status_code, led_to, VARYING.sub("…", page.content.decode())


def typed(name: str, email: str) -> dict[str, str]:
    field = "login" if name == "account_login" else "email"
    return {field: email, "password": "ผิดแน่นอน-2565"}


def seconds(server: WSGIHandler, name: str, email: str) -> float:
    """From the whole request to the whole answer, without what Django's test client adds."""
    cache.clear()
    token = {"csrfmiddlewaretoken": TOKEN}
    request = RequestFactory().post(reverse(name), typed(name, email) | token)
    environ = {**request.environ, "HTTP_COOKIE": f"csrf={TOKEN}"}
    began = time.monotonic()
    answer = server(environ, lambda status, headers: None)
    took = time.monotonic() - began
    answer.close()
    assert answer.status_code in (200, 302)
    return took


@pytest.mark.parametrize("name", PAGES)
def test_status_place_and_words_are_the_same(client, known_person, set_clock, name):
    set_clock(WORKING_DAY)  # every page ends with the minute, which may pass between the two
    known = ask(type(client)(), name, KNOWN)
    unknown = ask(type(client)(), name, UNKNOWN.format(1))

    assert known == unknown


@pytest.mark.skipif(
    "quiet" not in os.environ.get("PORTAL_REQUIRE", "").split(","),
    reason="Seconds mean something on a quiet machine only: PORTAL_REQUIRE=quiet.",
)
@pytest.mark.parametrize("name", PAGES)
def test_the_time_is_nearly_the_same(settings, known_person, name):
    settings.PORTAL_EVEN_ANSWER_SECONDS = FLOOR
    server = WSGIHandler()
    seconds(server, name, KNOWN)  # the first answer compiles templates

    differences = []
    while len(differences) < TRIALS and min(differences, default=1) >= MOST_DIFFERENCE:
        differences.append(abs(difference(server, name)))

    assert min(differences) < MOST_DIFFERENCE


def difference(server: WSGIHandler, name: str) -> float:
    """Between the medians, in seconds; the two kinds are asked in turn, so both meet any noise."""
    known, unknown = [], []
    for number in range(ROUNDS):
        known.append(seconds(server, name, KNOWN))
        unknown.append(seconds(server, name, UNKNOWN.format(number)))
    return statistics.median(known) - statistics.median(unknown)
