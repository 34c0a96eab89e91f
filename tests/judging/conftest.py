"""A round in full swing: the clock stands in the judging window."""

import pytest

from contest_portal.accounts.roles import Role
from tests.factories import make_edition, make_user

from .factories import JUDGING, make_entry, make_judge, make_round, make_sheet


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def round_(edition, set_clock):
    set_clock(JUDGING)
    return make_round(edition)


@pytest.fixture
def judge(round_):
    return make_judge(round_)


@pytest.fixture
def panel(round_):
    return [make_judge(round_) for _ in range(5)]


@pytest.fixture
def one_each(round_):
    """A round in which an entry wants a single judge."""
    round_.scores_per_entry = 1
    round_.save()
    return round_


@pytest.fixture
def entry(edition):
    return make_entry(edition, title="ขออนุญาตก่อสร้างออนไลน์")


@pytest.fixture
def sheet(judge, entry):
    return make_sheet(judge, entry)


@pytest.fixture
def officer(db):
    return make_user(role=Role.DLA_OFFICER, name="สมศรี ผู้จัดทำ")


@pytest.fixture
def second_officer(db):
    return make_user(role=Role.ORGANISER, name="สมชาย ผู้ประกาศ")


@pytest.fixture
def signed_in(client):
    """Let the client be somebody: `signed_in(judge.user)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
