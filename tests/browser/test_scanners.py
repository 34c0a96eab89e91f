"""Machines that open every link of a mail acknowledge nothing; people do.

`./portal test --long tests/browser/test_scanners.py` does it with a hundred letters.
"""

import json
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from launcher.places import CHECKOUT
from tests.browser.portal import environment

LINKS = """
import json
from notifications.letters import links
from notifications.models import Recipient
waiting = Recipient.objects.filter(acknowledgement=None).order_by("province")
print(json.dumps([links.path_of(copy) for copy in waiting]))
"""
ANOTHER_LETTER = """
from contest_portal import clock
from contest_portal.editions.models import Edition
from notifications.circulars import issuing
from tests.notifications.factories import make_content, make_officers
at, (author, second) = clock.now(), make_officers()
letter = issuing.prepare(Edition.objects.current(), make_content(), by=author, at=at)
letter = issuing.hand_over(letter, by=author, at=at)
issuing.release(issuing.approve(letter, by=second, at=at), by=second, at=at)
"""
ANSWERS = "select count(*) from notifications_acknowledgement"
A_FEW = 3
MANY = 100


def letters_of(portal) -> list[str]:
    """The paths of all letters that wait for an answer."""
    return json.loads(in_shell(portal, LINKS).splitlines()[-1])


def in_shell(portal, program: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", program], cwd=CHECKOUT, check=True,
        capture_output=True, text=True, env=environment(portal.data, PORTAL_ORIGIN=portal.origin),
    ).stdout  # fmt: skip


def fetch(address: str) -> None:
    """As gateways do before anybody sees the mail: HEAD, then GET several times."""
    for method in ("HEAD", "GET", "GET", "GET"):
        with urlopen(Request(address, method=method), timeout=30) as answer:
            assert answer.status == 200


def click_everything(page, address: str) -> None:
    """As a sandbox does: a real browser presses every button and follows every link it finds."""
    page.goto(address)
    everything = "main button, main a[href], main summary"
    for number in range(page.locator(everything).count()):
        page.goto(address)
        page.locator(everything).nth(number).click()
        page.wait_for_load_state()


def acknowledge(page, address: str) -> None:
    page.goto(address)
    page.locator("input[name=answer]").first.check()
    page.fill("input[name=name]", "นางกมลชนก เรืองน่าน")
    page.fill("input[name=position]", "นักส่งเสริมการปกครองท้องถิ่น")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def visit_all(portal, visitor, paths: list[str]) -> tuple[int, int]:
    """How many answers the machines left, and how many the people gave afterwards."""
    before = portal.row(ANSWERS)[0]
    for path in paths:
        fetch(portal.origin + path)
        click_everything(visitor.page, portal.origin + path)
    between = portal.row(ANSWERS)[0]
    for path in paths:
        acknowledge(visitor.page, portal.origin + path)
    return between - before, portal.row(ANSWERS)[0] - between


def test_machines_acknowledge_nothing_and_people_do(own_portal, visit):
    portal = own_portal("writing")
    paths = letters_of(portal)[:A_FEW]

    assert visit_all(portal, visit(portal), paths) == (0, A_FEW)


@pytest.mark.long
def test_of_a_hundred_letters_machines_acknowledge_none_and_people_all(own_portal, visit):
    portal = own_portal("writing")
    in_shell(portal, ANOTHER_LETTER)
    paths = letters_of(portal)[:MANY]

    by_machines, by_people = visit_all(portal, visit(portal), paths)

    print(f"\n{len(paths)} letters: machines {by_machines}, people {by_people}")
    assert (by_machines, by_people) == (0, MANY)
