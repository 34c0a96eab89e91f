"""One entry from “new” to the receipt, request by request, as a browser without scripts does it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.journey.contest import ANSWERS
from tests.load import submitting
from tests.load.lines import Answer, Lines, Request
from tests.load.seeding import Caller

INPUT = re.compile(r"<input[^>]*>")
NAMED = re.compile(r'\b(name|value|type)="([^"]*)"')


@dataclass(frozen=True)
class Step:
    """One request and its answer, by the name of what it does."""

    name: str
    answer: Answer


class Person:
    """Somebody signed in, whose browser follows redirects."""

    def __init__(self, lines: Lines, caller: Caller) -> None:
        self.lines = lines
        self.caller = caller
        self.headers = submitting.headers(caller, lines.host)

    async def get(self, path: str) -> Answer:
        headers = {name: self.headers[name] for name in ("Cookie", "Origin")}
        return _good(await self.lines.send(Request("GET", path, headers)), 200)

    async def post(self, path: str, fields: dict[str, str], file: bytes = b"") -> Answer:
        fields = {"csrfmiddlewaretoken": self.caller.csrf, **fields}
        headers, body = dict(self.headers), urlencode(fields).encode()
        if file:
            headers["Content-Type"], body = _multipart(fields, "answer-evidence", file)
        return _good(await self.lines.send(Request("POST", path, headers, body)), 302)


async def whole_entry(person: Person, pdf: bytes) -> AsyncIterator[Step]:
    """Every request of one entry, in the order of the pages."""
    base = "/2565/entries/"
    page = await person.get(f"{base}new/")
    yield Step("new: page", page)
    chosen = {name: _first_value(page, name) for name in ("lao", "category")}
    started = await person.post(f"{base}new/", chosen)
    yield Step("new: begin", started)
    entry = started.headers["location"]
    yield Step("task list", await person.get(entry))
    async for step in _parts(person, entry, pdf):
        yield step
    check = await person.get(f"{entry}check/")
    yield Step("check", check)
    sent = await person.post(f"{entry}submit/", {"key": _first_value(check, "key")})
    yield Step("submit", sent)
    yield Step("receipt", await person.get(sent.headers["location"]))


async def _parts(person: Person, entry: str, pdf: bytes) -> AsyncIterator[Step]:
    """Saving a part leads to the next one, the last back to the task list."""
    path = f"{entry}parts/{next(iter(ANSWERS))}/"
    yield Step("part: page", await person.get(path))
    for part, answers in ANSWERS.items():
        fields = {f"answer-{key}": text for key, text in answers.items()}
        # A page says which tables it asked, so that an empty one is told from one of another page.
        fields |= {f"answer-{key.split('.')[0]}.asked": "1" for key in answers if "." in key}
        fields |= {"answer-title": "ยื่นคำขออนุญาตออนไลน์"} if part == "work" else {}
        with_file = part == "evidence"
        saved = await person.post(path, fields, pdf if with_file else b"")
        yield Step("part: save with file" if with_file else "part: save", saved)
        path = urlsplit(saved.headers["location"]).path
        yield Step("task list" if with_file else "part: page", await person.get(path))


def _first_value(page: Answer, name: str) -> str:
    inputs = (dict(NAMED.findall(tag)) for tag in INPUT.findall(page.body.decode()))
    return next(unescape(each["value"]) for each in inputs if each.get("name") == name)


def _multipart(fields: dict[str, str], name: str, file: bytes) -> tuple[str, bytes]:
    mark = uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode()
        for key, text in fields.items()
    ]
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="a.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
    return f"multipart/form-data; boundary={mark}", body


def _good(answer: Answer, status: int) -> Answer:
    assert answer.status == status, f"{answer.status} {_words(answer)}"
    return answer


def _words(answer: Answer) -> str:
    """What the page says, without its frame."""
    page = answer.body.decode(errors="replace")
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.find("<main") :]).split())[:1500]
