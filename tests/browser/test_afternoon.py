"""A judge's afternoon: twenty sheets by keyboard alone, the line cut in the middle, nothing lost.

`./portal test --long tests/browser/test_afternoon.py -s` prints how many keys a sheet took.
"""

import subprocess
import sys

import pytest

from launcher.places import CHECKOUT
from tests.browser.cut_line import Line, State
from tests.browser.portal import environment
from tests.browser.test_journey import press, tab_to
from tests.browser.test_scoring import WHO, wait_for, wait_for_script
from tests.browser.test_writing import forgive_the_line

SHEETS = 20
CUT_AT, TORN_AT = 8, 13  # the line is cut while one marks; and just before one goes on
MOST_KEYS = 25
GIVEN = """SELECT group_concat(CASE WHEN mark.not_applicable THEN 'n' ELSE mark.value END, ' ')
  FROM (SELECT mark.* FROM judging_mark mark JOIN judging_criterion asked
    ON asked.id = mark.criterion_id WHERE mark.sheet_id = ? ORDER BY asked."order") mark"""
SIGNED = "SELECT count(*) FROM judging_sheet WHERE id = ? AND signed_at IS NOT NULL"


class Keyboard:
    """Counts the keys that are pressed for the sheet at hand."""

    def __init__(self, page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def mark(self, marks: list[str]) -> None:
        """From the last stop on, criterion by criterion: Tab, and the mark's keys."""
        for mark in marks:
            self.press("Tab", *mark)


@pytest.fixture
def line(own_portal):
    portal = own_portal("judging")
    command = [sys.executable, "-m", "tests.browser.afternoon", WHO, str(SHEETS)]
    env = environment(portal.data, PORTAL_ORIGIN=portal.origin)
    subprocess.run(command, cwd=CHECKOUT, env=env, check=True)
    with Line(portal.port) as line:
        line.portal = portal
        yield line


def sheet_id(page) -> str:
    return page.url.rstrip("/").rpartition("/")[2].replace("-", "")


def marks_for(number: int, criteria: int) -> list[str]:
    """Different on every sheet, a 10 and a "cannot be assessed" among them."""
    marks = [str((number + 3 * each) % 11) for each in range(criteria)]
    return ["n", *marks[1:]] if number % 5 == 0 else marks


def to_the_first_criterion(page) -> None:
    """To the stop before it: once a sheet, as a judge who has read the entry."""
    tab_to(page, ".criterion input[type=radio]:checked")
    page.keyboard.press("Shift+Tab")


def go_on(page, keyboard: Keyboard) -> None:
    with page.expect_navigation():
        keyboard.press("Control+Enter")
    wait_for_script(page)


@pytest.mark.long
def test_twenty_sheets_by_keyboard_with_the_line_cut(line, visit):
    judge = visit(line.portal, WHO)
    page, expected, most = judge.page, {}, 0
    page.goto(f"{line.origin}/2565/judging/")
    press(page, "main a.btn-primary[href*='/sheets/']")
    wait_for_script(page)
    criteria = page.locator(".criterion").count()
    for number in range(SHEETS):
        keyboard = Keyboard(page)
        marks = marks_for(number, criteria)
        expected[sheet_id(page)] = " ".join(marks)
        to_the_first_criterion(page)
        if number == CUT_AT:
            line.cut(State.CUT)
        keyboard.mark(marks)
        if number == CUT_AT:
            wait_for(page, "offline")
            line.mend()
            wait_for(page, "saved")
        if number == TORN_AT:
            tear(page, line, keyboard)
        most = max(most, keyboard.keys + 1)
        if number < SHEETS - 1:
            go_on(page, keyboard)
    wait_for(page, "saved")

    assert len(expected) == SHEETS
    assert {sheet: line.portal.row(GIVEN, sheet)[0] for sheet in expected} == expected
    assert most <= MOST_KEYS
    print(f"\n{SHEETS} sheets of {criteria} criteria: at most {most} keys a sheet")
    sign_by_keyboard(page, line)
    forgive_the_line(judge)


def tear(page, line, keyboard: Keyboard) -> None:
    """Going on while the line is cut stays on the page, or comes back to it with all marks."""
    line.cut(State.CUT)
    before = page.url
    keyboard.press("Control+Enter")
    page.wait_for_timeout(3000)
    line.mend()
    page.goto(before)
    wait_for_script(page)
    tab_to(page, ".criterion input[type=radio]:checked")


def sign_by_keyboard(page, line) -> None:
    sheet = sheet_id(page)
    press(page, "button[name=go][value=sign]")
    press(page, "main form .btn-primary")
    assert line.portal.row(SIGNED, sheet) == (1,)
