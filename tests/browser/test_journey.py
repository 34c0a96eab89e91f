"""The clerk's way through the contest, at a desk and on a phone, by keyboard alone, and without
JavaScript; and the two pages that an officer and a judge sign with."""

import re

import pytest

from contest_portal.demonstration.story.entries import sample_document
from contest_portal.demonstration.story.works import WORKS
from tests.browser.visiting import DESK, PHONE, Visitor

CLERK, NAME = "new-clerk@lao.example", "วิไล ตัวอย่าง"
OFFICER = "somchai@dla.example"
MOST_STOPS = 80
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
# Of radio buttons Tab reaches the chosen one only.
IS_FOCUSED = """found => found === document.activeElement
  || found.type === "radio" && document.activeElement.name === found.name"""

WAYS = pytest.mark.parametrize(
    "way",
    [{"viewport": DESK}, {"viewport": PHONE}, {"java_script_enabled": False}],
    ids=["desk", "phone", "without JavaScript"],
)


def tab_to(page, selector: str) -> None:
    """Press Tab until the first such element has the focus."""
    wanted = page.locator(selector).first
    wanted.wait_for(state="attached", timeout=5000)
    for _stop in range(MOST_STOPS):
        if wanted.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector} at {page.url}")


def write(page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def press(page, selector: str) -> None:
    """Go there and press Enter, as on a link or a button; then wait for the next page."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make_account(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/accounts/signup/")
    write(page, "main input[name=email]", CLERK)
    press(page, "main form .btn-primary")
    give_code(visitor)


def sign_in(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/accounts/login/")
    write(page, "main input[name=email]", CLERK)
    press(page, "main form .btn-primary")
    give_code(visitor)


def give_code(visitor: Visitor) -> None:
    code = CODE.search(visitor.portal.last_mail_to(CLERK))[1]
    write(visitor.page, "main input[name=code]", code)
    press(visitor.page, "main form .btn-primary")


def claim(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/people/organisations/")
    write(page, "input[name=q]", "T30-0100")
    press(page, "main form .btn-primary")
    press(page, ".tasks a")
    write(page, "main input[name=name]", NAME)
    write(page, "main input[name=position]", "นักวิชาการคอมพิวเตอร์")
    press(page, "main form .btn-primary")
    press(page, "main form .btn-primary")


def confirm(officer: Visitor) -> None:
    """The officer of DLA says yes to the newest claim."""
    page = officer.page
    officer.go("/people/claims/")
    press(page, f"main .tbl a:has-text('{NAME}')")
    tab_to(page, "main form input[name=decision]")
    page.keyboard.press("Space")
    press(page, "main form .btn-primary")


def start(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/2565/entries/new/")
    tab_to(page, "main form input[type=radio], main form select")
    page.keyboard.press("Space")
    press(page, "main form .btn-primary")


def fill_in(visitor: Visitor, file: str) -> None:
    """Every part of the form, from the first to the last."""
    page = visitor.page
    press(page, "a[href*='/parts/work/']")
    for values in WORKS[0].answers().values():
        for key, value in values.items():
            answer(page, f"answer-{key}", value)
        if page.locator("input[type=file]").count():
            tab_to(page, "input[type=file]")
            page.locator("input[type=file]").first.set_input_files(file)
        press(page, "main form .actions .btn-primary")


def answer(page, name: str, value: object) -> None:
    """By keyboard, in whatever control the question has."""
    if isinstance(value, list):
        for number, row in enumerate(value, start=1):
            for column, text in row.items():
                write(page, f"main [name='{name}.{number}.{column}']", text)
    elif isinstance(value, dict):
        answer_in_parts(page, name, value)
    elif page.locator(f"main [name='{name}'][type=radio]").count():
        choose(page, name, value)
    else:
        write(page, f"main [name='{name}']", value)


def answer_in_parts(page, name: str, value: dict) -> None:
    for key in value.get("chosen", []):
        choose(page, name, key)
    if "day" in value:
        write(page, f"main [name='{name}.day']", value["day"])
        tab_to(page, f"main [name='{name}.month']")
        page.keyboard.type(value["month"])
        write(page, f"main [name='{name}.year']", value["year"])


def choose(page, name: str, key: str) -> None:
    """Space checks a box; of radio buttons the arrows reach the others."""
    option = page.locator(f"main [name='{name}'][value='{key}']")
    if option.get_attribute("type") == "checkbox":
        tab_to(page, f"main [name='{name}'][value='{key}']")
        page.keyboard.press("Space")
        return
    tab_to(page, f"main [name='{name}']")
    page.keyboard.press("Space")
    for _option in range(page.locator(f"main [name='{name}']").count()):
        if option.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows never come to {key} of {name}")


def send(visitor: Visitor) -> str:
    """The number on the receipt."""
    page = visitor.page
    if not page.url.endswith("/check/"):
        press(page, "main a[href$='/check/']")
    press(page, "main form .btn-primary")
    return page.locator(".receipt-no").first.inner_text()


@pytest.fixture
def document(tmp_path) -> str:
    path = tmp_path / "evidence.pdf"
    path.write_bytes(sample_document().getvalue())
    return str(path)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_clerk_comes_from_sign_in_to_receipt_by_keyboard(own_portal, visit, document, viewport):
    portal = own_portal("writing")
    clerk = visit(portal, viewport=viewport)

    make_account(clerk)
    clerk.context.clear_cookies()
    sign_in(clerk)
    claim(clerk)
    confirm(visit(portal, OFFICER))
    start(clerk)
    fill_in(clerk, document)

    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", send(clerk))


def test_a_clerk_needs_no_javascript(own_portal, visit, document):
    portal = own_portal("writing")
    clerk = visit(portal, java_script_enabled=False)

    make_account(clerk)
    clerk.context.clear_cookies()
    sign_in(clerk)
    claim(clerk)
    confirm(visit(portal, OFFICER))
    start(clerk)
    fill_in(clerk, document)

    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", send(clerk))


@WAYS
def test_the_second_officer_approves_a_circular_by_keyboard(own_portal, visit, way):
    officer = visit(own_portal("writing"), "suda@dla.example", **way)

    officer.go("/2565/circulars/")
    press(officer.page, "main .tbl a")
    press(officer.page, "a[href$='/approve/']")
    press(officer.page, "main form .btn-primary")

    assert officer.page.locator("a[href$='/release/'], form[action$='/release/']").count() == 1


@WAYS
def test_a_judge_marks_a_sheet_by_keyboard(own_portal, visit, way):
    judge = visit(own_portal("judging"), "anong@judges.example", **way)

    judge.go("/2565/judging/")
    press(judge.page, "main a[href*='/sheets/']")
    for criterion in range(judge.page.locator(".criterion").count()):
        tab_to(judge.page, f".criterion >> nth={criterion} >> input[type=radio]")
        judge.page.keyboard.press("ArrowRight")
    press(judge.page, "main form .btn-primary")

    assert judge.page.locator(".notice--stop, .error-summary").count() == 0
