"""A judge loses no mark: to no cut line, reload, or other tab."""

import pytest

from tests.browser.cut_line import Line, State
from tests.browser.test_writing import forgive_the_line
from tests.browser.visiting import DESK, PHONE

WHO = "anong@judges.example"
STATE = "#save-state"
FIRST_MARK = """SELECT mark.value FROM judging_mark mark JOIN judging_criterion asked
  ON asked.id = mark.criterion_id WHERE mark.sheet_id = ? ORDER BY asked."order" LIMIT 1"""


@pytest.fixture
def line(own_portal):
    portal = own_portal("judging")
    with Line(portal.port) as line:
        line.portal = portal
        yield line


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def judge(line, visit, request):
    judge = visit(line.portal, WHO, viewport=request.param)
    yield judge
    forgive_the_line(judge)


def open_sheet(judge, line, number: int = 0) -> str:
    """The address of the sheet of that number in the list that can be changed."""
    judge.page.goto(f"{line.origin}/2565/judging/")
    links = judge.page.locator("main .tbl a[href*='/sheets/']")
    addresses = [links.nth(index).get_attribute("href") for index in range(links.count())]
    open_ones = []
    for address in addresses:
        judge.page.goto(line.origin + address)
        if judge.page.locator("#sheet-form").count():
            open_ones.append(address)
        if len(open_ones) > number:
            wait_for_script(judge.page)
            return line.origin + address
    raise AssertionError("no sheet can be changed")


def wait_for_script(page) -> None:
    page.wait_for_selector("form[data-is-keeping]", state="attached")


def choose(page, criterion: int, value: str) -> None:
    """By keyboard: to the criterion's chosen mark, then along the marks until it is `value`."""
    field = page.locator(".criterion").nth(criterion)
    field.locator("input[type=radio]:checked").focus()
    for _step in range(14):
        if field.locator("input[type=radio]:checked").get_attribute("value") == value:
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{value} cannot be reached")


def wait_for(page, kind: str) -> None:
    page.wait_for_selector(f"{STATE}[data-kind={kind}]", timeout=60_000)


def marks(page) -> list[str]:
    return page.eval_on_selector_all(
        ".criterion input[type=radio]:checked", "all => all.map(one => one.value)"
    )


def wait_until_stored(page, portal, address: str, value: str) -> None:
    """Until the portal itself has this first mark for the sheet of that address."""
    sheet = address.rstrip("/").rpartition("/")[2].replace("-", "")
    for _each in range(120):
        if portal.row(FIRST_MARK, sheet) == (int(value),):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"the portal has {portal.row(FIRST_MARK, sheet)}")


def test_marks_and_words_save_themselves_with_the_hour_shown(judge, line):
    address = open_sheet(judge, line)
    choose(judge.page, 0, "8")
    assert "7–8" in judge.page.locator(".criterion").first.locator("dt.on").inner_text()
    choose(judge.page, 1, "na")
    assert judge.page.locator(".criterion").nth(1).locator("dt.on").count() == 0
    judge.page.fill("textarea[name=comment]", "ใช้จริงแล้วสองปี")
    judge.page.keyboard.press("Tab")
    wait_for(judge.page, "saved")
    judge.page.wait_for_timeout(1000)

    judge.page.goto(address)

    assert marks(judge.page)[:2] == ["8", "na"]
    assert judge.page.input_value("textarea[name=comment]") == "ใช้จริงแล้วสองปี"


def test_a_cut_line_loses_no_mark(judge, line):
    address = open_sheet(judge, line)
    line.cut(State.CUT)
    for criterion, value in enumerate(("3", "4", "5")):
        choose(judge.page, criterion, value)
    wait_for(judge.page, "offline")
    line.mend()
    wait_for(judge.page, "saved")

    judge.page.goto(address)

    assert marks(judge.page)[:3] == ["3", "4", "5"]


def test_a_page_closed_while_the_line_was_cut_is_taken_up_again(judge, line):
    """Its last try may reach the portal once the line is mended: then nothing is left to send."""
    address = open_sheet(judge, line)
    line.cut(State.CUT)
    choose(judge.page, 0, "6")
    wait_for(judge.page, "offline")
    judge.page.close()
    line.mend()

    judge.page = judge.context.new_page()
    judge.page.goto(address)
    wait_for_script(judge.page)

    assert marks(judge.page)[0] == "6"
    wait_until_stored(judge.page, line.portal, address, "6")


def test_two_tabs_overwrite_nothing_and_show_both(judge, line):
    address = open_sheet(judge, line)
    other = judge.context.new_page()
    other.goto(address)
    wait_for_script(other)
    choose(judge.page, 0, "9")
    wait_for(judge.page, "saved")

    choose(other, 0, "2")
    wait_for(other, "conflict")
    other.click(f"{STATE} button")
    other.wait_for_selector(".stored")

    assert "9" in other.inner_text(".criterion .stored >> nth=0")
    assert marks(other)[0] == "2"
    other.locator("#sheet-form button[value=stay]").click()
    other.wait_for_load_state()
    other.goto(address)
    assert marks(other)[0] == "2"
    other.close()


def test_a_verdict_takes_one_key_and_survives_a_cut_line(judge, line):
    line.portal.change("UPDATE judging_round SET kind = 'qualifying'")
    open_sheet(judge, line)
    verdict = judge.page.locator("input[name=verdict]:checked")
    line.cut(State.CUT)
    verdict.focus()

    judge.page.keyboard.press("f")
    assert verdict.get_attribute("value") == "fail"
    judge.page.keyboard.press("u")
    assert verdict.get_attribute("value") == "unsure"
    wait_for(judge.page, "offline")
    line.mend()
    wait_for(judge.page, "saved")

    saved = "SELECT count(*) FROM judging_sheet WHERE verdict = 'unsure' AND signed_at IS NULL"
    assert line.portal.row(saved) == (1,)
