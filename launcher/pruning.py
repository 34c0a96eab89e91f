"""Leaves out of a style sheet what no page can use: on a slow line every kilobyte is waited for."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

HEAD = re.compile(r"[^{};]*[{;]")
BRACE = re.compile(r"[{}]")
WORD = re.compile(r"-?[A-Za-z_][\w-]*")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
ATTRIBUTE = re.compile(r"\[(data-[\w-]+)")
NEGATION = re.compile(r":not\([^()]*\)")
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,>])\s*")
READ = re.compile(r"var\(\s*(--[\w-]+)")
COMMA = re.compile(r",(?![^()]*\))")  # between selectors, not inside :is(…)
CONDITIONAL = ("@media", "@supports")
SOURCES = {".html", ".py", ".js"}


def sources(places: Iterable[Path]) -> list[Path]:
    """Templates, code and scripts."""
    return [file for place in places for file in place.rglob("*") if file.suffix in SOURCES]


def words_in(files: Iterable[Path]) -> set[str]:
    """Every word: a class that is used is among them."""
    return {word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))}


def pruned(css: str, words: set[str]) -> str:
    """The rules that can match an element whose classes are all among the words."""
    return "".join(_kept(head, body, words) for head, body in _rules(css))


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """(what stands before the braces, what stands inside); None for a statement."""
    place = 0
    while match := HEAD.match(css, place):
        head, place = match[0], match.end()
        if head.endswith(";"):
            yield head, None
            continue
        end = _closing(css, place)
        yield head[:-1], css[place:end]
        place = end + 1


def _closing(css: str, place: int) -> int:
    """Where the brace that was opened before `place` is closed."""
    depth = 1
    for brace in BRACE.finditer(css, place):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return len(css)


def _kept(head: str, body: str | None, words: set[str]) -> str:
    if body is None:
        return head
    if head.startswith(CONDITIONAL):
        inside = pruned(body, words)
        return f"{head}{{{inside}}}" if inside else ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    selectors = [each for each in COMMA.split(head) if _can_match(each, words)]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _can_match(selector: str, words: set[str]) -> bool:
    asked = NEGATION.sub("", selector)
    return set(CLASS.findall(asked) + ATTRIBUTE.findall(asked)) <= words


def tightened(css: str) -> str:
    """Without remarks and the blanks that no browser needs."""
    css = REMARK.sub("", css)
    css = BLANKS.sub(" ", css)
    css = AROUND.sub(r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def without_unread(css: str, prefix: str) -> str:
    """Without custom properties of that prefix that nothing reads, nor what only they read."""
    while (fewer := _without_declared(css, prefix, READ.findall(css))) != css:
        css = fewer
    return css


def _without_declared(css: str, prefix: str, read: list[str]) -> str:
    declaration = re.compile(rf"({re.escape(prefix)}[\w-]+):[^;}}]*;?")
    return declaration.sub(lambda found: found[0] if found[1] in read else "", css)
