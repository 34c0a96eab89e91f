"""The forms of a page, each control with its kind and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

PRESSED = {"button", "radio", "checkbox"}
WRITTEN = {"text", "search", "email", "tel", "url", "textarea", "number"}


@dataclass
class Control:
    """`values` are what it would send as it stands, `options` what else it offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN


@dataclass
class Form:
    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)

    def as_it_stands(self) -> dict[str, list[str]]:
        return {name: list(control.values) for name, control in self.controls.items()}

    def ways(self) -> Iterator[dict[str, list[str]]]:
        """As it stands; then with each button pressed, each choice taken and each box ticked."""
        yield self.as_it_stands()
        for control in self.controls.values():
            if control.kind in PRESSED:
                for option in control.options:
                    yield self.as_it_stands() | {control.name: [option]}


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._control: Control | None = None

    def handle_starttag(self, tag, attributes) -> None:
        attrs = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urljoin(self.address, attrs.get("action") or self.address)
            self._open = Form(action, attrs.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None and tag in ("input", "textarea", "select", "button"):
            self._add(tag, attrs)
        elif self._control is not None and tag == "option":
            self._control.options.append(attrs.get("value", ""))
            if "selected" in attrs:
                self._control.values = [attrs.get("value", "")]

    def _add(self, tag: str, attrs: dict[str, str]) -> None:
        if not attrs.get("name"):
            return
        kind = attrs.get("type", "text") if tag == "input" else tag
        control = self._open.controls.setdefault(attrs["name"], Control(attrs["name"], kind))
        if tag in ("textarea", "select"):
            self._control = control
            control.values = [""] if tag == "textarea" else []
        elif kind in ("checkbox", "radio", "button"):
            control.options.append(attrs.get("value", "on"))
            if "checked" in attrs:
                control.values.append(attrs.get("value", "on"))
        elif kind != "file":
            control.values.append(attrs.get("value", ""))

    def handle_endtag(self, tag) -> None:
        if tag in ("textarea", "select"):
            if tag == "textarea" and self._control is not None:
                self._control.values = [self._control.values[0].removeprefix("\n")]
            self._control = None
        elif tag == "form":
            self._open = None

    def handle_data(self, data) -> None:
        if self._control is not None and self._control.kind == "textarea":
            self._control.values[0] += data


def forms_of(address: str, html: str) -> list[Form]:
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms
