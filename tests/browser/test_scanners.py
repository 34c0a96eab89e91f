"""Machines that open every link of a mail acknowledge nothing; people do.

`./portal test --long tests/browser/test_scanners.py` visits every letter that waits for an answer.
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
from notifications import links
from notifications.models import Recipient
waiting = Recipient.objects.filter(acknowledgement=None).order_by("province")
print(json.dumps([links.path_of(copy) for copy in waiting]))
"""
ANSWERS = "select count(*) from notifications_acknowledgement"
A_FEW = 3


def letters_of(portal) -> list[str]:
    """The paths of all letters that wait for an answer."""
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", LINKS], cwd=CHECKOUT, check=True,
        capture_output=True, text=True, env=environment(portal.data, PORTAL_ORIGIN=portal.origin),
    )  # fmt: skip
    return json.loads(told.stdout.splitlines()[-1])


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
def test_machines_acknowledge_no_letter_at_all_and_people_do(own_portal, visit):
    portal = own_portal("writing")
    paths = letters_of(portal)

    by_machines, by_people = visit_all(portal, visit(portal), paths)

    print(f"\n{len(paths)} letters: machines {by_machines}, people {by_people}")
    assert len(paths) > 30
    assert (by_machines, by_people) == (0, len(paths))
