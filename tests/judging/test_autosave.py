"""A score sheet that saves itself: what the page sends, and what it is told."""

import pytest
from django.urls import reverse

from judging.models import Sheet
from judging.sheets import signing
from judging.sheets.saving import given_on

from .factories import JUDGING, make_sheet

COMPLETE = {"real_use": 7, "model": 5, "innovation": 3}


@pytest.fixture
def client(signed_in, judge):
    return signed_in(judge.user)


def address(sheet) -> str:
    return reverse("judging:sheet_autosave", args=["2565", sheet.pk])


def send(client, sheet, judge, **typed):
    facts = {"person": judge.user.pk, "version": 1, "comment": ""}
    return client.post(address(sheet), {**facts, **typed})


def test_a_choice_is_saved_and_the_page_told_the_next_version(client, sheet, judge):
    told = send(client, sheet, judge, mark_real_use="7", mark_model="na", comment="อ่านแล้ว")

    sheet.refresh_from_db()
    assert told.json()["answers"] == {"sheet": {"version": 2, "problem": ""}}
    assert told.json()["hour"].endswith(" น.")
    assert given_on(sheet) == {"real_use": 7, "model": "na"}
    assert (sheet.version, sheet.comment) == (2, "อ่านแล้ว")


def test_the_same_again_after_a_lost_answer_is_no_conflict(client, sheet, judge):
    first = send(client, sheet, judge, mark_model="0")
    again = send(client, sheet, judge, mark_model="0")

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["answers"]["sheet"]["version"] == 2


def test_an_older_page_overwrites_nothing_and_is_told(client, sheet, judge):
    send(client, sheet, judge, mark_model="5")

    stale = send(client, sheet, judge, mark_model="9")

    assert (stale.status_code, stale.json()["stale"]) == (409, True)
    assert given_on(sheet) == {"model": 5}


def test_what_cannot_be_kept_is_said_in_words(client, sheet, judge):
    told = send(client, sheet, judge, mark_model="11", comment="ก" * 4001)

    assert told.status_code == 422
    assert "0 ถึง 10" in told.json()["reason"]
    assert Sheet.objects.get().version == 1


def test_a_signed_sheet_says_that_it_is_locked(client, judge, entry):
    sheet = make_sheet(judge, entry, COMPLETE)
    signing.sign(sheet, by=judge.user, at=JUDGING, version=sheet.version)

    told = send(client, sheet, judge, version=2, mark_model="9")

    assert told.status_code == 409
    assert told.json()["next_step"]
    assert given_on(sheet) == COMPLETE


def test_another_person_at_the_same_computer_saves_nothing(client, sheet, judge):
    told = send(client, sheet, judge, person="1", mark_model="9")

    assert (told.status_code, told.json()) == (403, {"person": str(judge.user.pk)})
    assert given_on(sheet) == {}


def test_a_page_that_waited_learns_who_is_signed_in(client, sheet, judge):
    told = client.get(address(sheet)).json()

    assert (told["person"], len(told["token"])) == (str(judge.user.pk), 64)
