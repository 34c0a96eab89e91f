"""Going to every page that a person can reach by links and forms, a few of each kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.crawl.reading import Page, read

MOST_ALIKE = 2  # pages of one view with the same kinds of parameters
LEFT_ALONE = ("/static/", "/accounts/logout/", "/language/", "/display/")


@dataclass(frozen=True)
class Visit:
    """`page` is None for a file."""

    address: str
    status: int
    page: Page | None


def walk(client: Client, *beginnings: str, sent: set) -> Iterator[Visit]:
    """Every page once. Each kind of form, unless already sent, is sent empty: nothing changes."""
    waiting, seen = list(beginnings), set(beginnings)
    alike: Counter = Counter()
    while waiting:
        address = waiting.pop(0)
        visit = look(client, address)
        yield visit
        if visit.page is None or visit.status != 200:
            continue
        yield from send_empty_forms(client, visit, sent)
        for link in links_of(visit):
            alike[kind_of(link)] += link not in seen
            if link not in seen and alike[kind_of(link)] <= MOST_ALIKE:
                waiting.append(link)
            seen.add(link)


def look(client: Client, address: str) -> Visit:
    return _visit(address, client.get(address, follow=True))


def links_of(visit: Visit) -> Iterator[str]:
    """Addresses on this site, without fragments."""
    targets = [*visit.page.links, *(f.action for f in visit.page.forms if f.method == "get")]
    for target in targets:
        parts = urlsplit(urljoin(f"http://testserver{visit.address}", target))
        if parts.netloc == "testserver" and not parts.path.startswith(LEFT_ALONE):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def kind_of(address: str) -> tuple:
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = parts.path
    return name, tuple(sorted(key for key, _value in parse_qsl(parts.query)))


def send_empty_forms(client: Client, visit: Visit, sent: set) -> Iterator[Visit]:
    for form in visit.page.forms:
        address = urlsplit(urljoin(visit.address, form.action)).path
        kind = kind_of(address), frozenset(form.names)
        if form.method == "post" and kind not in sent and not address.startswith(LEFT_ALONE):
            sent.add(kind)
            yield _send_empty(client, address)


def _send_empty(client: Client, address: str) -> Visit:
    cookies = client.cookies.copy()
    with transaction.atomic():
        sent = _visit(f"{address} (sent empty)", client.post(address, {}))
        transaction.set_rollback(True)
    client.cookies = cookies
    return sent


def _visit(address: str, response: HttpResponse) -> Visit:
    broken = response.exc_info[1] if response.exc_info else None
    if isinstance(broken, DatabaseError):  # every later visit would break too, and say less
        raise broken
    body = response.getvalue()  # of a file too, so that it is closed
    is_page = response.get("Content-Type", "").startswith("text/html") and body
    return Visit(address, response.status_code, read(body.decode()) if is_page else None)
