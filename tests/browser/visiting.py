"""One person at one computer: a browser window, signed in or not, that notes every complaint."""

from urllib.parse import urlsplit

from tests.browser.portal import Portal

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


class Visitor:
    """`troubles` are errors in the console, violations of the policy for content among them."""

    def __init__(
        self,
        browser,
        portal: Portal,
        who: str = "",
        *,
        viewport: dict[str, int] = DESK,
        java_script_enabled: bool = True,
    ) -> None:
        self.portal = portal
        self.troubles: list[str] = []
        self.context = browser.new_context(
            viewport=viewport,
            java_script_enabled=java_script_enabled,
            base_url=portal.origin,
            reduced_motion="reduce",
        )
        if who:
            key = {"name": "sid", "value": portal.keys[who], "url": portal.origin}
            self.context.add_cookies([key])
        self.page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.path}: {error}"))

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def go(self, address: str) -> int:
        """The status of the answer."""
        return self.page.goto(address).status

    def go_unless_it_is_a_file(self, address: str) -> int | None:
        """The status; None for what the browser saves instead of showing it."""
        from playwright.sync_api import Error  # installed only where pages are looked at

        try:
            return self.go(address)
        except Error as refusal:
            if "Download is starting" not in refusal.message:
                raise
            return None

    def leave(self) -> None:
        self.context.close()

    def _note(self, message) -> None:
        if message.type == "error":
            self.troubles.append(f"{self.path}: {message.text}")
