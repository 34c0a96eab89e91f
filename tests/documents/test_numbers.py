"""Numbers that people read and type."""

import re

import pytest

from contest_portal.documents.numbers import new_number, normalise_number


def test_a_number_is_groups_of_four_symbols_that_nobody_confuses():
    number = new_number(groups=3)

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", number)


def test_numbers_are_not_counted():
    assert len({new_number() for _each in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    ["8F3K-2M9Q-01TD", "8f3k2m9q01td", " 8F3K 2M9Q oltd ", "8f3k-2m9q-OITD", "8F-3K2M-9Q0-1TD"],
)
def test_what_a_person_types_is_forgiven(typed):
    assert normalise_number(typed) == "8F3K-2M9Q-01TD"
