"""People of the journey, each with a browser of their own."""

import re

from tests.journey.browser import Browser, Page
from tests.journey.stack import Stack, text_of

CODE = re.compile(r"^ {4}(\S+)\s*$", re.MULTILINE)


class Person:
    def __init__(self, stack: Stack, email: str, name: str) -> None:
        self.stack = stack
        self.email = email
        self.name = name
        self.browser = Browser(stack.origin)

    def get(self, address: str) -> Page:
        page = self.browser.get(address)
        assert page.status == 200, f"{page.status} at {address}\n{page.text[:2000]}"
        return page

    def send(self, page: Page, form, **values) -> Page:
        answer = self.browser.send(page, form, **values)
        assert answer.status == 200, f"{answer.status} at {answer.url}\n{answer.text[:3000]}"
        return answer

    def press(self, address: str, ending: str = "", **values) -> Page:
        """Open a page and send its one form to an address with that ending (default: itself)."""
        page = self.get(address)
        return self.send(page, page.form_to(ending or address), **values)

    def enter_by_link(self, link: str) -> None:
        """The one-time link of somebody whom the operator appointed."""
        page = self.get(link)
        self.send(page, page.form_to(link.removeprefix(self.stack.origin)))
        self.introduce()

    def sign_up(self) -> None:
        """A person nobody knows yet: address, code in the mail, name and position."""
        page = self.get("/accounts/signup/")
        asked = self.send(page, page.form_with("email"), email=self.email)
        self.send(asked, asked.form_with("code"), code=self.mailed_code(1))
        self.introduce()

    def sign_in_by_code(self) -> None:
        """A person with an account, without a password."""
        before = len(self.stack.mails(self.email))
        page = self.get("/accounts/login/code/")
        asked = self.send(page, page.form_with("email"), email=self.email)
        self.send(asked, asked.form_with("code"), code=self.mailed_code(before + 1))
        self.introduce()

    def mailed_code(self, count: int) -> str:
        mail = self.stack.wait_for_mails(count, to=self.email)[-1]
        found = CODE.search(text_of(mail))
        assert found, text_of(mail)
        return found[1]

    def introduce(self) -> None:
        page = self.get("/people/profile/")
        form = page.form_with("name", "position")
        self.send(page, form, name=self.name, position="เจ้าหน้าที่ทดสอบ")
