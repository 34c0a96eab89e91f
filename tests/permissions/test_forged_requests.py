"""No address takes a POST that another site made the browser send."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.permissions.test_matrix import MATRIX
from tests.permissions.world import build


@pytest.fixture
def world(db, set_clock):
    built = build()
    set_clock(built.edition.judging_opens_at)
    return built


def test_every_post_without_a_token_is_refused(world):
    browsers = [Client(enforce_csrf_checks=True) for _person in range(2)]
    browsers[1].force_login(world.people["dla"])

    taken = {
        name: response.status_code
        for name, row in MATRIX.items()
        for browser in browsers
        if (response := browser.post(reverse(name, kwargs=row["kwargs"](world)))).status_code != 403
    }

    assert taken == {}
