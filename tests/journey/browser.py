"""A browser without JavaScript: cookies, redirects, and forms as the page offers them."""

import mimetypes
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

TIMEOUT_SECONDS = 30


@dataclass
class Form:
    """A form of the page with the values that it would send as it stands."""

    action: str
    method: str
    multipart: bool
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass
class Page:
    url: str
    status: int
    html: str
    forms: list[Form]
    links: list[str]
    text: str

    def form_with(self, *names: str) -> Form:
        """The one form that has all the named fields."""
        found = [form for form in self.forms if set(names) <= form.names]
        assert len(found) == 1, f"{len(found)} forms with {names} at {self.url}\n{self.text[:3000]}"
        return found[0]

    def form_to(self, ending: str) -> Form:
        """The one form that is sent to an address ending so."""
        found = [form for form in self.forms if form.action.endswith(ending)]
        assert len(found) == 1, f"{len(found)} forms to …{ending} at {self.url}\n{self.text[:3000]}"
        return found[0]

    def link_to(self, part: str) -> str:
        """The first link whose address holds `part`."""
        found = [link for link in self.links if part in link]
        assert found, f"no link with {part!r} at {self.url}: {self.links}"
        return found[0]


class _Reader(HTMLParser):
    """Collects forms, links and visible text."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None
        self._hidden = 0

    def handle_starttag(self, tag, attributes) -> None:
        attrs = dict(attributes)
        if tag in ("script", "style", "svg"):
            self._hidden += 1
        elif tag == "a" and attrs.get("href"):
            self.links.append(urljoin(self.url, attrs["href"]))
        elif tag == "form":
            self._start_form(attrs)
        elif self._form is not None:
            self._start_control(tag, attrs)

    def _start_form(self, attrs) -> None:
        self._form = Form(
            action=urljoin(self.url, attrs.get("action") or self.url),
            method=(attrs.get("method") or "get").lower(),
            multipart=attrs.get("enctype") == "multipart/form-data",
        )
        self.forms.append(self._form)

    def _start_control(self, tag, attrs) -> None:
        name = attrs.get("name")
        if tag == "input" and name:
            self._form.names.add(name)
            self._add_input(name, attrs)
        elif tag == "textarea" and name:
            self._textarea = name
            self._form.names.add(name)
            self._form.values[name] = [""]
        elif tag == "select" and name:
            self._select = name
            self._form.names.add(name)
        elif tag == "option" and self._select:
            first = self._select not in self._form.values
            if "selected" in attrs or first:
                self._form.values[self._select] = [attrs.get("value") or ""]
        elif tag == "button" and name:
            self._form.names.add(name)

    def _add_input(self, name, attrs) -> None:
        kind = attrs.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in attrs:
                self._form.values.setdefault(name, []).append(attrs.get("value") or "on")
        elif kind not in ("file", "submit"):
            self._form.values.setdefault(name, []).append(attrs.get("value") or "")

    def handle_endtag(self, tag) -> None:
        if tag in ("script", "style", "svg"):
            self._hidden -= 1
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data) -> None:
        if self._textarea and self._form is not None:
            self._form.values[self._textarea][0] += data
        elif data.strip() and not self._hidden:
            self.words.append(data.strip())


@dataclass
class File:
    name: str
    content: bytes


class Browser:
    """One person at one computer."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, address: str) -> Page:
        return self._send(Request(urljoin(self.origin, address)))

    def send(self, page: Page, form: Form, **values) -> Page:
        """Fill in the form (a value, a list, a File; None removes) and send it."""
        fields = {name: list(kept) for name, kept in form.values.items()}
        for name, value in values.items():
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = value if isinstance(value, list) else [value]
        if form.method == "get":
            return self.get(f"{form.action.split('?')[0]}?{urlencode(fields, doseq=True)}")
        headers = {"Referer": page.url}
        if form.multipart:
            body, headers["Content-Type"] = _multipart(fields)
        else:
            body = urlencode(fields, doseq=True).encode()
        return self._send(Request(form.action, data=body, headers=headers, method="POST"))

    def _send(self, request: Request) -> Page:
        try:
            response = self._opener.open(request, timeout=TIMEOUT_SECONDS)
        except HTTPError as error:
            response = error
        with response:
            html = response.read().decode("utf-8", "replace")
            reader = _Reader(response.geturl())
            reader.feed(html)
            return Page(
                url=response.geturl(),
                status=response.status,
                html=html,
                forms=reader.forms,
                links=reader.links,
                text="\n".join(reader.words),
            )


def _multipart(fields: dict[str, list]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [_part(name, value) for name, values in fields.items() for value in values]
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    return body + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _part(name: str, value: "str | File") -> bytes:
    if isinstance(value, File):
        kind = mimetypes.guess_type(value.name)[0] or "application/octet-stream"
        head = (
            f'Content-Disposition: form-data; name="{name}"; filename="{value.name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        return head.encode() + value.content
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
