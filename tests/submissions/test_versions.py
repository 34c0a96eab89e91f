"""All versions of an entry, and what changed between two of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from submissions.sending import versions
from tests.factories import WORKING_DAY
from tests.submissions.factories import make_complete_entry, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    entry = make_complete_entry()
    older = submit(entry)
    write(entry, title="ขออนุญาตก่อสร้างออนไลน์")
    return older, submit(entry, at=WORKING_DAY + timedelta(hours=1))


def unshared(pieces):
    return [piece.text for piece in pieces if not piece.shared]


def test_a_change_is_marked_where_it_is(two):
    [change] = versions.changes(*two)

    assert change.label == "ชื่อผลงาน"
    assert unshared(change.before) == []
    assert unshared(change.after) == ["ก่อสร้าง"]
    assert "".join(piece.text for piece in change.after) == "ขออนุญาตก่อสร้างออนไลน์"


def test_nothing_is_listed_where_nothing_changed(two):
    assert versions.changes(two[0], two[0]) == []


def test_texts_too_long_to_compare_stand_side_by_side():
    long = "ก" * (versions.MOST_COMPARED + 1)

    before, after = versions.pieces(long, "ข")

    assert [(piece.text, piece.shared) for piece in before + after] == [(long, False), ("ข", False)]


def test_the_page_lists_each_version_and_says_which_counts(two):
    entry = two[0].entry
    client = Client()
    client.force_login(entry.started_by)

    page = client.get(reverse("submissions:version_list", args=["2565", entry.pk]))

    words = page.content.decode()
    assert [words.count(f">{version.number}</a>") for version in two] == [1, 1]
    assert words.count("ฉบับนี้มีผล") == 1


def test_the_page_of_changes_marks_them(two):
    entry = two[0].entry
    client = Client()
    client.force_login(entry.started_by)
    url = reverse("submissions:version_changes", args=["2565", entry.pk, two[1].number.lower()])

    words = client.get(url).content.decode()

    assert "<mark>ก่อสร้าง</mark>" in words


def test_a_number_of_another_entry_is_not_found_among_these(two):
    other = submit(make_complete_entry())
    client = Client()
    client.force_login(two[0].submitted_by)

    page = client.get(
        reverse("submissions:version_changes", args=["2565", two[0].entry.pk, other.number])
    )

    assert page.status_code == 404
