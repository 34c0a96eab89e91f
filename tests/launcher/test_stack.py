"""Which processes a running portal has."""

from contextlib import contextmanager

import pytest

from launcher.data_folder import DataFolder
from launcher.stack import stack


@pytest.fixture
def planned(tmp_path):
    folder = DataFolder(tmp_path)
    folder.make()

    @contextmanager
    def plan(**given):
        with stack(folder, port=8123, given=given) as planned:
            yield planned

    return plan


def names(planned):
    return [program.name for program in planned.programs]


def test_the_web_server_starts_last_and_so_stops_first(planned):
    with planned() as stack:
        assert names(stack) == ["valkey", "mail", "worker", "beat", "web"]


def test_a_given_redis_is_used_and_no_valkey_started(planned):
    with planned(PORTAL_REDIS_URL="redis://cache.example/0") as stack:
        assert names(stack) == ["mail", "worker", "beat", "web"]


def test_a_given_mail_relay_is_used_and_no_catcher_started(planned):
    with planned(PORTAL_SMTP_URL="smtp://mail.example:25") as stack:
        assert names(stack) == ["valkey", "worker", "beat", "web"]


def test_the_origin_is_localhost_because_passkeys_need_a_name(planned):
    with planned() as stack:
        assert stack.addresses["PORTAL_ORIGIN"] == "http://localhost:8123"
