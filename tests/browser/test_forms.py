"""Two pages that do more with JavaScript: finding an organisation, and the editor of the form."""

import pytest

from tests.browser.visiting import DESK, PHONE

WIDTHS = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


@WIDTHS
def test_an_organisation_is_found_by_keyboard_while_typing(portals, visit, viewport):
    visitor = visit(portals["writing"], "mali@lao.example", viewport=viewport)
    page = visitor.page
    visitor.go("/people/organisations/")
    page.focus("#q")
    page.keyboard.type("นครราชสีมา", delay=20)
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert page.get_attribute("#q", "aria-activedescendant") == chosen.get_attribute("id")
    wanted = chosen.get_attribute("data-url")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert visitor.path == wanted


def test_escape_closes_the_suggestions_and_the_words_stay(portals, visit):
    visitor = visit(portals["writing"], "mali@lao.example")
    page = visitor.page
    visitor.go("/people/organisations/")
    page.fill("#q", "เมือง")
    page.wait_for_selector("[role=option]")

    page.keyboard.press("Escape")

    assert page.get_attribute("#q", "aria-expanded") == "false"
    assert page.input_value("#q") == "เมือง"


@WIDTHS
def test_the_preview_of_a_question_follows_what_the_organiser_types(portals, visit, viewport):
    visitor = visit(portals["writing"], "naree@dga.example", viewport=viewport)
    page = visitor.page
    visitor.go("/2565/form/")
    page.locator("main a[href*='/form/questions/']").first.click()
    page.wait_for_selector("form[data-previewed]")
    stored = page.locator("#preview").inner_text()

    page.fill("input[name=label_th]", "ชื่อใหม่ของคำถามนี้")

    page.wait_for_function(
        "() => document.getElementById('preview').innerText.includes('ชื่อใหม่ของคำถามนี้')"
    )
    visitor.go(visitor.path)
    assert page.locator("#preview").inner_text() == stored, "nothing is saved by looking"


@WIDTHS
def test_a_question_is_changed_by_keyboard(own_portal, visit, viewport):
    visitor = visit(own_portal("writing"), "naree@dga.example", viewport=viewport)
    page = visitor.page
    visitor.go("/2565/form/")
    page.locator("main a[href*='/form/questions/']").first.click()
    page.wait_for_selector("form[data-previewed]")
    address = visitor.path
    page.focus("input[name=label_th]")
    page.keyboard.press("Control+a")
    page.keyboard.type("ถามใหม่ด้วยแป้นพิมพ์")
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main .btn-primary')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")

    visitor.go(address)
    assert page.input_value("input[name=label_th]") == "ถามใหม่ด้วยแป้นพิมพ์"
