"""An officer's way with a circular: from the letter to the answers, one of them after a bounce; and
a province's way at a telephone's width, without an account."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator

import pytest

from contest_portal.demonstration.story.circulars import LETTER
from launcher.places import CHECKOUT
from tests.browser.portal import Portal, environment
from tests.browser.visiting import PHONE, Visitor
from tests.journey import papers
from tests.notifications.sink import Sink, serve
from tests.notifications.test_bounces import REPORT

AUTHOR, SECOND = "somchai@dla.example", "suda@dla.example"
BOUNCES = "bounces.portal.example"
WRONG, RIGHT = "saraban@chiang-rai.example", "saraban-new@chiang-rai.example"
LETTER_LINK = re.compile(r"/letters/[\w.\-]+/")


def letter() -> str:
    """The real one where it is at hand; the world of the test has the sample already."""
    folder = papers.reference_folder()
    if folder:
        return papers.real(folder).letter.read_text(encoding="utf-8")
    return LETTER.read_text(encoding="utf-8").replace("ว ๑๒๓", "ว ๙๙")


class Post:
    """A relay on this machine, and the commands that a portal's timetable would run."""

    def __init__(self, portal: Portal, sink: Sink, port: int) -> None:
        self.sink = sink
        self.environment = environment(
            portal.data, PORTAL_ORIGIN=portal.origin, PORTAL_BOUNCE_DOMAIN=BOUNCES,
            PORTAL_SMTP_URL=f"smtp://127.0.0.1:{port}",
        )  # fmt: skip

    def deliver(self) -> None:
        self._manage("sweep_outbox", "--drain", "--seconds", "60")

    def bounce(self, address: str) -> None:
        """The receiver says afterwards that the last mail to this address cannot be delivered."""
        number = next(
            place for place, mail in enumerate(self.sink.accepted) if mail["To"] == address
        )
        back_to = self.sink.senders[number]
        report = REPORT.format(to=back_to, name="b1", action="failed", status="5.1.1")
        self._manage("read_bounces", "--pipe", said=report.encode())

    def link_in_mail_to(self, address: str) -> str:
        mails = [mail for mail in self.sink.accepted if mail["To"] == address]
        text = mails[-1].get_body(("plain",)).get_content()
        return LETTER_LINK.search(text)[0]

    def _manage(self, *words: str, said: bytes = b"") -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=CHECKOUT, env=self.environment, check=True,
            capture_output=True, input=said,
        )  # fmt: skip


@pytest.fixture
def portal(own_portal) -> Portal:
    return own_portal("writing")


@pytest.fixture
def post(portal) -> Iterator[Post]:
    sink = Sink()
    controller = serve(sink)
    yield Post(portal, sink, controller.port)
    controller.stop()


def press(visitor: Visitor, selector: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.locator(selector).first.click()


def compose(author: Visitor, letter: str) -> str:
    """From the text of the letter to the circular's own address, handed over."""
    page = author.page
    author.go("/2565/circulars/new/")
    page.fill("textarea[name=text]", letter)
    press(author, "main form .btn-primary")
    press(author, "main form .btn-primary")
    address = author.path
    press(author, "form[action$='/hand-over/'] button")
    return address


def approve_and_send(second: Visitor, circular: str) -> None:
    second.go(circular)
    press(second, "a[href$='/approve/']")
    press(second, "main form .btn-primary")
    press(second, "a[href$='/release/']")
    press(second, "main form .btn-primary")


def correct_address(author: Visitor) -> None:
    """From the call list to the province, and from there to another address."""
    author.go("/2565/circulars/calls/")
    press(author, "main .tbl tbody th a")
    press(author, "a[href$='/address/']")
    author.page.fill("input[name=address]", RIGHT)
    author.page.fill("input[name=source]", "สอบถามทางโทรศัพท์")
    press(author, "main form .btn-primary")


def acknowledge(province: Visitor, link: str) -> None:
    province.go(link)
    province.page.check("input[name=answer][value=forwarded]")
    province.page.fill("input[name=name]", "นางกมลชนก เรืองน่าน")
    province.page.fill("input[name=position]", "นักส่งเสริมการปกครองท้องถิ่น")
    press(province, "main form .btn-primary")


def pills(officer: Visitor) -> dict[str, int]:
    officer.go("/2565/circulars/provinces/")
    found = officer.page.locator(".pill[href*=show]")
    values = (found.nth(number) for number in range(found.count()))
    return {
        pill.get_attribute("href").rpartition("show=")[2]: int(pill.locator("b").inner_text())
        for pill in values
    }


def test_an_officer_sends_a_circular_and_follows_it_to_the_answers(portal, visit, post):
    author, second = visit(portal, AUTHOR), visit(portal, SECOND)
    circular = compose(author, letter())
    approve_and_send(second, circular)
    post.deliver()
    post.bounce(WRONG)
    to_call = pills(author)["call"]

    correct_address(author)
    post.deliver()
    acknowledge(visit(portal, viewport=PHONE), post.link_in_mail_to(RIGHT))

    after = pills(author)
    author.go(f"{circular}reminders/")
    reminded = author.page.locator("main a[href*='/provinces/']").count()
    author.go("/2565/circulars/provinces/")
    with author.page.expect_download() as download:
        author.page.locator("a[href$='provinces.xlsx']").click()
    with zipfile.ZipFile(download.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    letters = [mail for mail in post.sink.accepted if mail.get_content_type() == "multipart/mixed"]
    assert (to_call, after["call"], after["silent"]) == (1, 0, 75)
    assert (len(letters), reminded) == (77, 75)
    assert len(re.findall("<row ", sheet)) == 78


def test_a_province_takes_the_kit_and_ticks_whom_it_told(portal, visit):
    """At a telephone's width, without an account."""
    province = visit(portal, viewport=PHONE)
    acknowledge(province, portal.keys["letter"])
    press(province, "main a[href$='/told/']")
    district = province.page.locator("details.panel:has(input[name=told])").first
    district.locator("summary").click()
    district.locator("input[name=told]").first.check()
    press(province, "main form .btn-primary")

    width = province.page.evaluate("document.documentElement.scrollWidth")
    told = portal.row("SELECT count(*) FROM notifications_forwarding WHERE way = 'letter' AND"
                      " noted_at > '2022-10-04'")  # fmt: skip
    province.page.locator("[data-tick-everything]").click()
    open_boxes = province.page.locator("input[name=told]:not(:checked)").count()
    assert (told[0], width, open_boxes) == (1, PHONE["width"], 0)
