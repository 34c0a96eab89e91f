"""Every page, as everybody, in Chromium: accessible, never too wide, the focus always visible."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.looking import (
    accessibility,
    faint_in_high_contrast,
    lost_focus,
    pieces,
    sideways,
)
from tests.browser.visiting import Visitor
from tests.crawl.cast import CAST, LETTER, PUBLIC, STRANGER
from tests.crawl.walking import LEFT_ALONE, kind_of

ADDRESSES = "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
NARROW = 320
TELEPHONE = 390
TWICE_AS_LARGE = 640  # a window of 1280 px at 200 %


@pytest.mark.parametrize(
    ("chapter", "who"), [(chapter, who) for chapter, people in CAST.items() for who in people]
)
def test_every_page_can_be_used_by_everybody(portals, visit, looked_at, chapter, who):
    portal = portals[chapter]
    begin = {STRANGER: PUBLIC, LETTER: [portal.keys["letter"]]}.get(who, ["/home/"])

    found = list(look_at_all(visit(portal, who if "@" in who else ""), begin, looked_at))

    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def looked_at() -> set:
    """Kinds of pages with what they were made of, and what any page was made of."""
    return set()


def look_at_all(visitor: Visitor, begin: list[str], looked_at: set) -> Iterator[str]:
    waiting, kinds = list(begin), set(map(kind_of, begin))
    while waiting:
        address = waiting.pop(0)
        status = visitor.go_unless_it_is_a_file(address)
        if status is None:
            continue
        if status != 200:
            yield f"{address} answers {status}"
            continue
        troubles = look(visitor.page, kind_of(address), looked_at)
        yield from (f"{visitor.path}: {trouble}" for trouble in troubles)
        for link in links(visitor):
            if kind_of(link) not in kinds:
                kinds.add(kind_of(link))
                waiting.append(link)


def look(page, kind: tuple, looked_at: set) -> Iterator[str]:
    """axe goes through every kind of page; what follows from its pieces alone is tried once."""
    made_of = pieces(page)
    if (kind, made_of) in looked_at:
        return
    looked_at.add((kind, made_of))
    yield from accessibility(page)
    if made_of not in looked_at:
        looked_at.add(made_of)
        yield from faint_in_high_contrast(page)
        yield from sideways(page, NARROW)
        yield from sideways(page, TELEPHONE, letters="larger")
        yield from sideways(page, TWICE_AS_LARGE)
        yield from lost_focus(page)


def links(visitor: Visitor) -> Iterator[str]:
    """Pages of this portal that the page links to, files apart."""
    for link in visitor.page.eval_on_selector_all("a[href]", ADDRESSES):
        parts = urlsplit(link)
        is_ours = f"{parts.scheme}://{parts.netloc}" == visitor.portal.origin
        if is_ours and not parts.path.startswith(LEFT_ALONE) and "/files/" not in parts.path:
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
