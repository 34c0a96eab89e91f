"""Nobody learns from an answer whether an address has an account."""

import re
import statistics
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

FLOOR = 0.25
ROUNDS = 5
# What differs between any two answers: the address itself, the form's token, the request's number.
VARYING = re.compile(
    r"(?:un)?known\d*@lao\.example" r'|value="\w{64}"' r'|<span class="mono">\w{12}</span>'
)
KNOWN, UNKNOWN = "known@lao.example", "unknown{}@lao.example"


@pytest.fixture
def known_person():
    user = make_user(KNOWN, name="มาลี", password="ลมหนาวพัดมาแล้ว")
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)


def ask(client, name: str, email: str) -> tuple[int, str, str, float]:
    """Status, where it leads, what is said there (without the address), and the seconds."""
    cache.clear()
    field = "login" if name == "account_login" else "email"
    began = time.monotonic()
    answer = client.post(reverse(name), {field: email, "password": "ผิดแน่นอน-2565"})
    seconds = time.monotonic() - began
    led_to = answer.headers.get("Location", "")
    page = client.get(led_to) if led_to else answer
    return answer.status_code, led_to, VARYING.sub("…", page.content.decode()), seconds


@pytest.mark.parametrize(
    "name",
    ["account_request_login_code", "account_reset_password", "account_signup", "account_login"],
)
def test_status_place_and_words_are_the_same(client, known_person, name):
    known = ask(type(client)(), name, KNOWN)
    unknown = ask(type(client)(), name, UNKNOWN.format(1))

    assert known[:3] == unknown[:3]


@pytest.mark.parametrize(
    "name", ["account_request_login_code", "account_reset_password", "account_signup"]
)
def test_the_time_is_nearly_the_same(client, settings, known_person, name):
    settings.PORTAL_EVEN_ANSWER_SECONDS = FLOOR

    known = [ask(type(client)(), name, KNOWN)[3] for _round in range(ROUNDS)]
    unknown = [ask(type(client)(), name, UNKNOWN.format(n))[3] for n in range(ROUNDS)]

    difference = abs(statistics.median(known) - statistics.median(unknown))
    assert difference < 0.005
