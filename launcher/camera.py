"""Takes the pictures of one chapter, at a desk and on a phone; run by Python of .venv."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from launcher import chromium

PASSWORD = "ruam-phon-2565"  # noqa: S105  (the demonstration's, printed by ./portal up)
WINDOWS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
COLOURS = 128
LETTER_LINK = re.compile(r"/letters/[\w.-]+/")


@dataclass(frozen=True)
class Shot:
    """A page reached by opening `start` and then the first link that each step describes."""

    name: str
    who: str
    start: str
    steps: tuple[str, ...] = ()


MALI, SUDA, NAREE = "mali@lao.example", "suda@dla.example", "naree@dga.example"
DRAFT = "main a[href*='/2565/entries/']:not([href*='/new/'])"
SHOTS = {
    "writing": [
        Shot("front-page", "", "/"),
        Shot("sign-in", "", "/accounts/login/"),
        Shot("home", MALI, "/home/"),
        Shot("entry", MALI, "/2565/entries/", (DRAFT,)),
        Shot("section", MALI, "/2565/entries/", (DRAFT, "a[href*='/parts/work/']")),
        Shot("receipt", MALI, "/2565/entries/", ("a[href*='/receipts/']",)),
        Shot("circulars", SUDA, "/2565/circulars/"),
        Shot("circular", SUDA, "/2565/circulars/", ("main .tbl a >> nth=-1",)),
        Shot("provinces", SUDA, "/2565/circulars/provinces/"),
        Shot("letter", "", "letter"),
        Shot("form", NAREE, "/2565/form/"),
        Shot("people", "admin@portal.example", "/people/all/"),
        Shot("sessions", MALI, "/accounts/sessions/"),
    ],
    "judging": [
        Shot("desk", "anong@judges.example", "/2565/judging/"),
        Shot("sheet", "anong@judges.example", "/2565/judging/", ("main a[href*='/sheets/']",)),
        Shot("panel", NAREE, "/2565/judging/panel/"),
    ],
    "results": [
        Shot("ranking", NAREE, "/2565/judging/ranking/"),
        Shot("results", "", "/2565/results/"),
    ],
}


def take_all(browser: Browser, origin: str, chapter: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for window, size in WINDOWS.items():
        for who in sorted({shot.who for shot in SHOTS[chapter]}):
            context = browser.new_context(base_url=origin, viewport=size, reduced_motion="reduce")
            page = context.new_page()
            if who:
                sign_in(page, who)
            for shot in SHOTS[chapter]:
                if shot.who == who:
                    take(context, page, shot, folder / f"{shot.name}-{window}.png")
            context.close()


def take(context: BrowserContext, page: Page, shot: Shot, path: Path) -> None:
    page.goto(letter_link(page) if shot.start == "letter" else shot.start)
    for step in shot.steps:
        page.goto(page.locator(step).first.get_attribute("href", timeout=5000))
    page.wait_for_load_state("networkidle")
    drawn = Image.open(BytesIO(page.screenshot())).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("summary").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/home/")


def letter_link(page: Page) -> str:
    """The link in the newest letter that the mail catcher holds."""
    for address in _mails(page):
        page.goto(address)
        if found := LETTER_LINK.search(page.content()):
            return found[0]
    raise LookupError("no letter with a link was caught")


def _mails(page: Page) -> Iterator[str]:
    page.goto("/demo/mail/?address=saraban")
    links = page.locator("main a[href^='/demo/mail/']").all()
    yield from [link.get_attribute("href") for link in links[:5]]


def main() -> None:
    origin, chapter, folder = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.options())
        take_all(browser, origin, chapter, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
