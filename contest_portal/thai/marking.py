"""Thai words on an English page say that they are Thai, so that they are read aloud in Thai.

An English page still shows names, titles, answers and letters that were written in Thai only.
Which ones is known when the page is written, not when its template is: so the finished page is gone
through once (docs/decisions/0003). Elements that hold text only get the attribute themselves, as do
those that hold nothing but the Thai words; elsewhere the words are wrapped.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"""<!--.*?--> | <!doctype[^>]*>
    | <(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attrs>(?:[^<>"']|"[^"]*"|'[^']*')*)>
    | [^<]+""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
LANG = re.compile(r"""\slang=["']([^"']*)["']""")
VALUE = re.compile(r"""\svalue=["']([^"']*)["']""")
HIDDEN = 'type="hidden"'
LETTER = r"[\u0E01-\u0E3A\u0E40-\u0E5B]"  # all of the block but the sign of the baht
BETWEEN = r"(?:[^A-Za-z<&]|&(?:quot|lt|gt|amp|nbsp|\#x27|\#39);)*"
# From the first Thai letter to the last before a Latin one, with the digits and spaces in between.
RUN = re.compile(f"{LETTER}(?:{BETWEEN}{LETTER})?", re.VERBOSE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
TEXT_ONLY = {"title", "textarea", "option", "text", "desc"}
THAI = "th"


@dataclass
class _Open:
    """An element that is not closed yet; `at` is where its tag stands among the pieces."""

    tag: str
    lang: str
    at: int


def mark(html: str, *, language: str) -> str:
    """The page in that language, with every run of Thai text inside an element of lang="th"."""
    tokens = list(TOKEN.finditer(html))
    pieces = [token[0] for token in tokens]
    open_elements = [_Open("", language, -1)]
    for at, token in enumerate(tokens):
        if token["tag"]:
            _note_tag(token, at, pieces, open_elements)
        elif not token[0].startswith("<!") and open_elements[-1].lang != THAI:
            _note_text(at, pieces, open_elements[-1])
    return "".join(pieces)


def _note_tag(token: re.Match, at: int, pieces: list[str], open_elements: list[_Open]) -> None:
    tag, around = token["tag"].lower(), open_elements[-1]
    if token["end"]:
        if around.tag == tag:
            open_elements.pop()
        return
    own = LANG.search(token["attrs"])
    lang = own[1] if own else around.lang
    if tag == "input" and lang != THAI and _shows_thai(token["attrs"]):
        pieces[at] = _declared(pieces[at])
    if tag not in VOID and not token["attrs"].endswith("/"):
        open_elements.append(_Open(tag, lang, at))


def _shows_thai(attrs: str) -> bool:
    value = VALUE.search(attrs)
    return bool(value and RUN.search(value[1])) and HIDDEN not in attrs


def _note_text(at: int, pieces: list[str], parent: _Open) -> None:
    if not RUN.search(pieces[at]):
        return
    is_all = at == parent.at + 1 and pieces[at + 1 : at + 2] == [f"</{parent.tag}>"]
    whole = is_all and RUN.fullmatch(pieces[at].strip())
    if parent.at >= 0 and (parent.tag in TEXT_ONLY or whole):
        pieces[parent.at] = _declared(pieces[parent.at])
        parent.lang = THAI
    else:
        pieces[at] = RUN.sub(r'<span lang="th">\g<0></span>', pieces[at])


def _declared(tag: str) -> str:
    """The opening tag with the attribute, unless it has one."""
    if LANG.search(tag):
        return tag
    return re.sub(r"^<[\w:-]+", r'\g<0> lang="th"', tag, count=1)
