"""Nothing typed is lost: to no cut line, reload, crash, end of a session, or colleague.

`./portal test --long tests/browser/test_writing.py` cuts the line for five minutes.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launcher import chromium
from launcher.places import CHECKOUT
from tests.browser.cut_line import Line, State
from tests.browser.portal import environment
from tests.browser.visiting import PHONE, Visitor

WHO, COLLEAGUE = "mali@lao.example", "prasit@lao.example"
TEXT = "ประชาชนยื่นคำขอผ่านโทรศัพท์ ไม่ต้องเดินทาง 46 กิโลเมตร ใช้เวลา 8 นาที "
CUT_SECONDS, LONG_CUT_SECONDS = 20, 300
RELOADS = 10
FIELD = "main [data-question] textarea"
STATE = "#save-state"


class Desk:
    """One person at a part of an entry, behind a line that can be cut."""

    def __init__(self, visitor: Visitor, line: Line) -> None:
        self.visitor, self.line, self.page = visitor, line, visitor.page
        self.page.goto(f"{line.origin}/2565/entries/new/")
        self.page.locator("main form input[type=radio]").first.check()
        self.page.locator("main form .btn-primary").click()
        self.page.locator("main a[href*='/parts/']").first.click()
        self.page.wait_for_load_state()
        self.address = self.page.url
        self.typed = ""

    def type(self, text: str, *, pause: float = 0) -> None:
        """Key by key; `pause` milliseconds between two."""
        self.page.focus(FIELD)
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text, delay=pause)
        self.typed += text

    def leave_field(self) -> None:
        self.page.locator(FIELD).blur()

    def shows(self) -> str:
        return self.page.locator(FIELD).input_value()

    def lose_what_is_saved(self) -> None:
        """Pages still come: a line that is mended just before one leaves could save first."""
        saving = self.page.locator("form[data-autosave]").get_attribute("data-autosave")
        self.page.route(f"**{saving}", lambda route: route.abort())

    def wait_for(self, kind: str, seconds: float = 60) -> None:
        self.page.wait_for_selector(f"{STATE}[data-kind={kind}]", timeout=seconds * 1000)

    def wait_until_shown(self) -> None:
        """And until the page has opened its own store: before that, a reload within a few
        milliseconds of a keystroke can outrun it."""
        self.page.wait_for_function(
            "([field, words]) => document.querySelector(field)?.value === words"
            " && document.querySelector('form[data-is-keeping]')",
            arg=[FIELD, self.typed], timeout=20_000,
        )  # fmt: skip

    def saved(self) -> str:
        """What the portal holds, read by a browser that keeps nothing."""
        plain = Visitor(
            self.visitor.context.browser, self.visitor.portal, WHO, java_script_enabled=False
        )
        plain.page.goto(self.address)
        words = plain.page.locator(FIELD).input_value()
        plain.leave()
        return words

    def wait_until_saved(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while self.saved() != self.typed.strip() and time.monotonic() < until:
            self.page.wait_for_timeout(500)
        assert self.saved() == self.typed.strip()


@pytest.fixture
def portal(own_portal):
    return own_portal("writing")


@pytest.fixture
def line(portal):
    with Line(portal.port) as line:
        yield line


@pytest.fixture
def desk(portal, line, visit):
    desk = Desk(visit(portal, WHO), line)
    yield desk
    forgive_the_line(desk.visitor)


def forgive_the_line(visitor: Visitor) -> None:
    """The browser notes every request that got no answer, or was told to sign in."""
    told = [trouble for trouble in visitor.troubles if "Failed to load resource" not in trouble]
    visitor.troubles[:] = told


def set_clock(portal, words: str) -> None:
    command = [sys.executable, "manage.py", "set_clock", *words.split()]
    env = environment(portal.data, PORTAL_ORIGIN=portal.origin)
    subprocess.run(command, cwd=CHECKOUT, env=env, check=True, capture_output=True)


def test_an_answer_is_saved_when_one_leaves_it_and_the_contests_hour_is_shown(desk):
    desk.type(TEXT)
    desk.leave_field()

    desk.wait_until_saved()
    desk.wait_for("saved")

    assert "บันทึกแล้ว" in desk.page.inner_text(STATE)
    assert desk.page.inner_text("[data-announce]") == desk.page.inner_text(STATE).replace("\n", " ")


def test_while_one_goes_on_typing_it_is_saved_every_fifteen_seconds(desk):
    sent = []
    desk.page.on("request", lambda request: sent.append(request) if request.method == "POST" else 0)

    for _second in range(34):
        desk.type("ก", pause=0)
        desk.page.wait_for_timeout(1000)

    assert 2 <= len(sent) <= 3
    assert len(desk.saved()) >= 14


@pytest.mark.parametrize("state", [State.CUT, State.SILENT])
def test_a_line_cut_while_typing_loses_no_character(desk, state):
    type_through_a_cut(desk, CUT_SECONDS, state)


@pytest.mark.long
@pytest.mark.parametrize("state", [State.CUT, State.SILENT])
def test_a_line_cut_for_five_minutes_loses_no_character(desk, state):
    type_through_a_cut(desk, LONG_CUT_SECONDS, state)

    print(
        f"\ntyped {len(desk.typed):,} characters through {LONG_CUT_SECONDS} s of a line that was "
        f"{state.value}: {len(desk.typed.strip()) - len(desk.saved())} lost"
    )


def type_through_a_cut(desk: Desk, seconds: int, state: State) -> None:
    desk.type(TEXT, pause=20)
    desk.line.cut(state)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        desk.type(TEXT, pause=40)
        desk.leave_field()
    if state is State.CUT:
        desk.wait_for("offline")
    desk.line.mend()
    desk.type(TEXT, pause=20)
    desk.leave_field()

    desk.wait_for("saved", seconds=90)
    desk.wait_until_saved()


def test_a_reload_at_any_moment_loses_no_character(desk):
    moments = random.Random(2565)  # noqa: S311  (the same moments every time)

    for round_ in range(RELOADS):
        if moments.random() < 0.4:
            desk.line.cut()
        desk.type(TEXT[: moments.randint(1, 20)] + str(round_))
        if moments.random() < 0.5:
            desk.leave_field()
        desk.page.wait_for_timeout(moments.choice([0, 0, 20, 120, 300]))
        desk.line.mend()
        desk.page.reload()
        desk.wait_until_shown()

    desk.leave_field()
    desk.wait_until_saved()


def test_the_back_button_loses_no_character(desk):
    desk.line.cut()
    desk.type(TEXT)
    desk.line.mend()

    desk.page.goto(f"{desk.line.origin}/2565/entries/")
    desk.page.go_back()

    desk.wait_until_shown()
    desk.wait_until_saved()


def test_words_left_behind_are_sent_from_the_page_of_the_entry(desk):
    desk.line.cut()
    desk.type(TEXT)
    desk.line.mend()

    desk.page.goto(desk.address.split("parts/")[0])

    desk.wait_until_saved()


def test_a_crash_of_the_browser_loses_no_character(portal, line, browser, tmp_path):
    profile = tmp_path / "profile"
    visitor = at_home(browser, portal, profile)
    desk = Desk(visitor, line)
    line.cut()
    desk.type(TEXT)
    kill_browser(profile)
    line.mend()

    again = at_home(browser, portal, profile)
    desk.visitor, desk.page = again, again.page
    desk.page.goto(desk.address)

    desk.wait_until_shown()
    desk.wait_for("saved")
    assert saved_as_seen_by(portal, browser, desk) == TEXT.strip()
    again.leave()


def at_home(browser, portal, profile: Path) -> Visitor:
    """A browser of its own, which keeps its profile in a folder."""
    started = browser.browser_type.launch_persistent_context(str(profile), **chromium.options())
    started.new_context = lambda **options: started
    return Visitor(started, portal, WHO)


def kill_browser(profile: Path) -> None:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if f"--user-data-dir={profile}" in words and not any("--type=" in word for word in words):
            os.kill(int(process.name), signal.SIGKILL)
    (profile / "SingletonLock").unlink(missing_ok=True)


def saved_as_seen_by(portal, browser, desk: Desk) -> str:
    plain = Visitor(browser, portal, WHO, java_script_enabled=False)
    plain.page.goto(desk.address)
    words = plain.page.locator(FIELD).input_value()
    plain.leave()
    return words


def test_a_crash_of_the_server_loses_no_character(desk, portal):
    desk.type(TEXT, pause=5)
    portal.crash()
    desk.type(TEXT)
    desk.leave_field()
    desk.wait_for("offline")
    portal.start()
    desk.type(TEXT)
    desk.leave_field()

    desk.wait_for("saved", seconds=90)
    desk.wait_until_saved()


def test_after_the_session_ended_the_words_wait_until_one_signs_in_again(desk, portal):
    key = {"name": "sid", "value": portal.keys[WHO], "url": portal.origin}
    desk.visitor.context.clear_cookies()
    desk.type(TEXT)
    desk.leave_field()
    desk.wait_for("over")
    assert "เข้าสู่ระบบอีกครั้งเพื่อบันทึก" in desk.page.inner_text(STATE)

    desk.visitor.context.add_cookies([key])
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")

    desk.wait_for("saved")
    desk.wait_until_saved()


def test_another_person_at_the_same_computer_is_shown_nothing(desk, portal):
    desk.line.cut()
    desk.type("เรื่องที่ยังไม่บอกใคร")
    desk.line.mend()
    other = {"name": "sid", "value": portal.keys[COLLEAGUE], "url": portal.origin}
    desk.visitor.context.add_cookies([other])

    desk.page.goto(f"{desk.line.origin}/2565/entries/")
    desk.page.goto(desk.address)
    desk.page.wait_for_timeout(1500)

    assert "เรื่องที่ยังไม่บอกใคร" not in desk.page.content()
    assert desk.saved() == ""


def test_signing_out_takes_the_words_off_the_computer_and_says_so_first(desk):
    desk.page.wait_for_selector("form[data-is-keeping]")
    desk.lose_what_is_saved()
    desk.type(TEXT)
    kept = "() => new Promise((done) => { indexedDB.open('writing', 1).onsuccess = (event) => {"
    kept += "event.target.result.transaction('unsaved').objectStore('unsaved').count().onsuccess ="
    kept += "(counted) => done(counted.target.result); }; })"

    desk.page.goto(f"{desk.line.origin}/accounts/logout/")
    assert "1" in desk.page.inner_text("[data-unsaved-notice]")
    with desk.page.expect_navigation():
        desk.page.locator("main form .btn-primary").click()

    assert desk.page.evaluate(kept) == 0


@pytest.mark.parametrize("use", ["mine", "theirs", "both"])
def test_two_tabs_words_stand_side_by_side_and_the_person_chooses(desk, use):
    other = desk.visitor.context.new_page()
    other.goto(desk.address)
    other.fill(FIELD, "อีกแท็บ 48")
    other.locator(FIELD).blur()
    other.wait_for_selector(f"{STATE}[data-kind=saved]")

    desk.type("แท็บนี้ 46")
    desk.leave_field()
    desk.wait_for("conflict")
    assert "อีกแท็บ 48" in desk.page.inner_text("[data-conflict]")
    desk.page.locator(f"button[name=use][value^={use}]").click()
    desk.wait_for("saved")

    chosen = {"mine": "แท็บนี้ 46", "theirs": "อีกแท็บ 48", "both": "อีกแท็บ 48\n\nแท็บนี้ 46"}
    assert desk.saved() == desk.shows() == chosen[use]


def test_what_is_typed_as_the_deadline_passes_is_a_late_draft_and_said_to_be(desk, portal):
    set_clock(portal, "2022-10-06T00:00:01+07:00")
    desk.page.wait_for_timeout(1500)

    desk.type(TEXT)
    desk.leave_field()

    desk.wait_for("closed")
    desk.wait_until_saved()


def open_part_with(desk, control: str) -> None:
    """The first part of the form that has such a control."""
    desk.page.goto(desk.address.partition("/parts/")[0] + "/")
    links = desk.page.locator("main a[href*='/parts/']").all()
    for address in [link.get_attribute("href") for link in links]:
        desk.page.goto(f"{desk.line.origin}{address}")
        if desk.page.locator(control).count():
            return
    raise LookupError(control)


def test_an_invalid_answer_is_kept_and_marked_as_one_leaves_it(desk):
    field = "main [data-question] input[inputmode=decimal]"
    open_part_with(desk, field)
    desk.page.locator(field).first.fill("ราวสามร้อย")
    desk.page.locator(field).first.blur()

    desk.page.wait_for_selector(".field--error .error-text")

    desk.page.reload()
    assert desk.page.locator(field).first.input_value() == "ราวสามร้อย"


def test_a_conflict_can_be_decided_at_a_phone_by_keyboard(desk):
    desk.page.set_viewport_size(PHONE)
    other = desk.visitor.context.new_page()
    other.goto(desk.address)
    other.fill(FIELD, "อีกแท็บ")
    other.locator(FIELD).blur()
    other.wait_for_selector(f"{STATE}[data-kind=saved]")
    desk.type("แท็บนี้")
    desk.leave_field()
    desk.wait_for("conflict")

    for _stop in range(40):
        if desk.page.evaluate("document.activeElement.value?.startsWith('mine')"):
            break
        desk.page.keyboard.press("Shift+Tab")
    desk.page.keyboard.press("Enter")

    desk.wait_for("saved")
    assert desk.saved() == "แท็บนี้"
