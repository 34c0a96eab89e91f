"""A page taken apart: words with their language, controls, forms, links, and what is malformed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("alt", "title", "aria-label", "placeholder")
NOT_SHOWN = {"script", "style", "template"}
CONTROLS = {"input", "select", "textarea"}
WITHOUT_LABEL = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Words:
    """A run of text that is seen or read aloud, in the language that its element declares."""

    text: str
    lang: str
    exact: bool  # a digest, a number: no sentence
    spoken: bool = False  # of an attribute, which has no language of its own


@dataclass
class Form:
    action: str
    method: str
    names: set[str] = field(default_factory=set)


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    lang: str
    exact: bool


@dataclass
class Page:
    lang: str = ""
    title: str = ""
    words: list[Words] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    malformed: list[str] = field(default_factory=list)


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[Element] = []
        self._labels: set[str] = set()
        self._controls: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        element = self._element(tag, {name: value or "" for name, value in attrs})
        self._note(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self._note(self._element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
        else:
            inside = self.open[-1].tag if self.open else "nothing"
            self.page.malformed.append(f"</{tag}> inside <{inside}> in line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        tags = [element.tag for element in self.open]
        if not data.strip():
            return
        if tags[-1:] == ["title"] and "svg" not in tags:
            self.page.title += data.strip()
        elif not NOT_SHOWN & set(tags):
            self._say(data, self.open[-1])
        if "h1" in tags:
            self.page.headings[-1] += data

    def finish(self) -> None:
        self.page.malformed += [f"<{element.tag}> is never closed" for element in self.open]
        for attrs in self._controls:
            if attrs.get("id") not in self._labels:
                self.page.unlabelled.append(attrs.get("name") or attrs.get("id", "?"))

    def _element(self, tag: str, attrs: dict[str, str]) -> Element:
        around = self.open[-1] if self.open else Element("", {}, "", False)
        exact = around.exact or tag == "code" or "mono" in attrs.get("class", "").split()
        return Element(tag, attrs, attrs.get("lang") or around.lang, exact)

    def _note(self, element: Element) -> None:
        tag, attrs = element.tag, element.attrs
        for name in filter(attrs.get, SPOKEN):
            self._say(attrs[name], element, spoken=True)
        if attrs.get("id"):
            self.page.ids.append(attrs["id"])
        for name in filter(attrs.get, REFERENCES):
            self.page.references += attrs[name].split()
        self._note_inline(tag, attrs)
        self._note_form(tag, attrs)
        if tag == "html":
            self.page.lang = attrs.get("lang", "")
        elif tag == "h1":
            self.page.headings.append("")
        elif tag == "a" and "href" in attrs:
            self.page.links.append(attrs["href"])

    def _note_inline(self, tag: str, attrs: dict[str, str]) -> None:
        handlers = [name for name in attrs if name.startswith("on") or name == "style"]
        if handlers or tag == "style" or (tag == "script" and not attrs.get("src")):
            self.page.inline.append(f"<{tag} {' '.join(handlers)}>")

    def _note_form(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "form":
            method = attrs.get("method", "get").lower()
            self.page.forms.append(Form(attrs.get("action", ""), method))
        elif tag == "label":
            self._labels.add(attrs.get("for", ""))
        elif tag in CONTROLS:
            self._note_control(attrs)

    def _note_control(self, attrs: dict[str, str]) -> None:
        if attrs.get("name") and self.page.forms and any(e.tag == "form" for e in self.open):
            self.page.forms[-1].names.add(attrs["name"])
        labelled = attrs.get("aria-label") or attrs.get("aria-labelledby")
        wrapped = any(element.tag == "label" for element in self.open)
        if attrs.get("type") not in WITHOUT_LABEL and not (labelled or wrapped):
            self._controls.append(attrs)

    def _say(self, text: str, element: Element, *, spoken: bool = False) -> None:
        self.page.words.append(Words(" ".join(text.split()), element.lang, element.exact, spoken))
