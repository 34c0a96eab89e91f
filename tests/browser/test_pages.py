"""Every page, as everybody, in Chromium: accessible, never too wide, the focus always visible."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.looking import accessibility, lost_focus, sideways
from tests.browser.visiting import Visitor
from tests.crawl.cast import CAST, LETTER, PUBLIC, STRANGER
from tests.crawl.walking import LEFT_ALONE, kind_of

NARROW = 320
TWICE_AS_LARGE = 640  # a window of 1280 px at 200 %


@pytest.mark.parametrize(
    ("chapter", "who"), [(chapter, who) for chapter, people in CAST.items() for who in people]
)
def test_every_page_can_be_used_by_everybody(portals, visit, chapter, who):
    portal = portals[chapter]
    begin = {STRANGER: PUBLIC, LETTER: [portal.keys["letter"]]}.get(who, ["/home/"])

    found = list(look_at_all(visit(portal, who if "@" in who else ""), begin))

    assert not found, "\n".join(found)


def look_at_all(visitor: Visitor, begin: list[str]) -> Iterator[str]:
    waiting, kinds = list(begin), set(map(kind_of, begin))
    while waiting:
        address = waiting.pop(0)
        status = visitor.go(address)
        if status != 200:
            yield f"{address} answers {status}"
            continue
        yield from (f"{visitor.path}: {trouble}" for trouble in look(visitor.page))
        for link in links(visitor):
            if kind_of(link) not in kinds:
                kinds.add(kind_of(link))
                waiting.append(link)


def look(page) -> Iterator[str]:
    yield from accessibility(page)
    yield from sideways(page, NARROW)
    yield from sideways(page, TWICE_AS_LARGE)
    yield from lost_focus(page)


def links(visitor: Visitor) -> Iterator[str]:
    """Pages of this portal that the page links to, files apart."""
    for link in visitor.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
        parts = urlsplit(link)
        is_ours = f"{parts.scheme}://{parts.netloc}" == visitor.portal.origin
        if is_ours and not parts.path.startswith(LEFT_ALONE) and "/files/" not in parts.path:
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
