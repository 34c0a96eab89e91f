"""A consensus meeting by keyboard: what is decided saves itself, also over a line that was cut."""

import io

import pypdfium2
import pytest

from tests.browser.cut_line import Line, State
from tests.browser.test_writing import forgive_the_line
from tests.browser.visiting import DESK, PHONE

WHO = "naree@dga.example"
STATE = "#save-state"
REASON = "เป็นแบบอย่างให้ทำตามได้ทันที"
SAID = "ประชาชนใช้จริงทุกวัน"
AWARDS = 3
VERDICT = "SELECT outcome, reason, said FROM judging_verdict"


@pytest.fixture
def line(own_portal):
    portal = own_portal("judging")
    with Line(portal.port) as line:
        line.portal = portal
        yield line


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def officer(line, visit, request):
    officer = visit(line.portal, WHO, viewport=request.param)
    prepare_ranking(officer.page, line)
    officer.page.goto(f"{line.origin}/2565/judging/ranking/meeting/")
    wait_for_script(officer.page)
    yield officer
    forgive_the_line(officer)


def prepare_ranking(page, line) -> None:
    page.goto(f"{line.origin}/2565/judging/ranking/")
    page.fill("input[name=awards]", str(AWARDS))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def wait_for_script(page) -> None:
    """Every card's form keeps what is typed, and has taken up what was kept before."""
    page.wait_for_selector(".meeting-card form[data-is-keeping]", state="attached")
    waiting = ".meeting-card form:not([data-is-keeping])"
    page.wait_for_function(f"!document.querySelector('{waiting}')")


def wait_for(page, kind: str) -> None:
    page.wait_for_selector(f"{STATE}[data-kind={kind}]", timeout=60_000)


def focused(page, name: str) -> str:
    return page.evaluate(f"document.activeElement.{name} ?? ''")


def to_field(page, name: str) -> None:
    """On to the next field of that name, as who has no mouse goes there."""
    for _press in range(20):
        page.keyboard.press("Tab")
        if focused(page, "name") == name:
            return
    raise AssertionError(f"{name} cannot be reached")


def to_first_below_the_cut(page) -> str:
    """By arrow; the id of the card."""
    page.locator("h1").click()
    for _card in range(AWARDS + 1):
        page.keyboard.press("ArrowRight")
        if "meeting-card--below" in focused(page, "className"):
            return focused(page, "id")
    raise AssertionError("no entry below the cut can be reached")


def decide(page) -> str:
    """That the first entry below the cut wins, and why; the id of its card."""
    card = to_first_below_the_cut(page)
    to_field(page, "outcome")
    page.keyboard.press("ArrowDown")
    to_field(page, "reason")
    page.keyboard.type(REASON)
    to_field(page, "said")
    page.keyboard.type(SAID)
    page.keyboard.press("Tab")
    return card


def shown_on(page, card: str) -> tuple[str, str, str]:
    """(outcome, reason, what was said) as the card's form shows them."""
    form = page.locator(f"#{card} form")
    return (
        form.locator("input[name=outcome]:checked").get_attribute("value"),
        form.locator("textarea[name=reason]").input_value(),
        form.locator("textarea[name=said]").input_value(),
    )


def printed(officer, line) -> str:
    answer = officer.context.request.get(f"{line.origin}/2565/judging/ranking/meeting/minutes.pdf")
    pages = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_a_decision_saves_itself_and_the_minutes_show_it(officer, line):
    card = decide(officer.page)
    wait_for(officer.page, "saved")
    officer.page.wait_for_timeout(1000)

    officer.page.reload()

    assert shown_on(officer.page, card) == ("winner", REASON, SAID)
    assert line.portal.row(VERDICT) == ("winner", REASON, SAID)
    minutes = printed(officer, line)
    assert REASON in minutes
    assert SAID in minutes


def test_a_cut_line_loses_no_word_of_the_meeting(officer, line):
    line.cut(State.CUT)
    card = decide(officer.page)
    wait_for(officer.page, "offline")
    assert line.portal.row(VERDICT) is None
    line.mend()
    wait_for(officer.page, "saved")

    officer.page.reload()

    assert shown_on(officer.page, card) == ("winner", REASON, SAID)


def test_a_page_closed_while_the_line_was_cut_is_taken_up_again(officer, line):
    line.cut(State.CUT)
    card = decide(officer.page)
    wait_for(officer.page, "offline")
    address = officer.page.url
    officer.page.close()
    line.mend()

    officer.page = officer.context.new_page()
    officer.page.goto(address)
    wait_for_script(officer.page)

    assert shown_on(officer.page, card) == ("winner", REASON, SAID)
    for _each in range(120):
        if line.portal.row(VERDICT) == ("winner", REASON, SAID):
            return
        officer.page.wait_for_timeout(500)
    raise AssertionError(f"the portal has {line.portal.row(VERDICT)}")


def test_ctrl_enter_saves_and_what_is_decided_enters_the_next_ranking(officer, line):
    decide(officer.page)
    wait_for(officer.page, "saved")
    officer.page.wait_for_timeout(1000)
    officer.page.keyboard.press("Shift+Tab")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Control+Enter")

    prepare_ranking(officer.page, line)

    picked = line.portal.row(
        "SELECT place, award_reason FROM judging_decision WHERE award_cause = 'panel'"
    )
    assert picked == (AWARDS + 1, REASON)
