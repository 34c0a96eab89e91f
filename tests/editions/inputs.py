"""What a browser would send of the controls in a piece of HTML."""

from html.parser import HTMLParser

from django.http import QueryDict


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.area: str | None = None
        self.select: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        if tag == "input":
            is_box = found.get("type") in ("radio", "checkbox")
            if not is_box or "checked" in found:
                self.sent.append((found["name"], found.get("value", "on" if is_box else "") or ""))
        elif tag == "textarea":
            self.area, self.text = found["name"], ""
        elif tag == "select":
            self.select = found["name"]
            self.sent.append((found["name"], ""))
        elif tag == "option" and "selected" in found:
            self.sent[-1] = (self.select, found.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = self.text.removeprefix("\r").removeprefix("\n")  # the first line end is none
            self.sent.append((self.area, text.replace("\r\n", "\n").replace("\n", "\r\n")))
            self.area = None


def sent_by(html: str) -> QueryDict:
    parser = _Inputs()
    parser.feed(html)
    data = QueryDict(mutable=True)
    for name, value in parser.sent:
        data.appendlist(name, value)
    return data
