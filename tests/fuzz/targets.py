"""Every form that somebody can send, found by opening every page of the permission matrix."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpResponse
from django.urls import Resolver404, resolve, reverse

from tests.fuzz.reading import Form, forms_of
from tests.permissions.answering import respond
from tests.permissions.test_matrix import MATRIX
from tests.permissions.world import ROLES, World

MAY_COME = {200, 409}  # a page that is closed at one hour is open at another
EVERYWHERE = {"language", "display", "account_logout"}  # they stand on every page


@dataclass(frozen=True)
class Target:
    """A form, who sees it, and on which page."""

    role: str
    page: str
    form: Form

    def __str__(self) -> str:
        return f"{self.role} at {self.page} to {self.form.action}"


def of(world: World, *, roles_a_page: int = 1) -> list[Target]:
    """One target for each role, receiver and set of controls; those of all pages once."""
    found: dict[tuple, Target] = {}
    for name in sorted(MATRIX):
        page = reverse(name, kwargs=MATRIX[name]["kwargs"](world))
        readers = [role for role in ROLES if MATRIX[name]["get"][role] in MAY_COME]
        for role in readers[:roles_a_page]:
            for target in _on_page(world, role, page):
                found.setdefault(_alike(target), target)
    return list(found.values())


def _on_page(world: World, role: str, page: str) -> list[Target]:
    cache.clear()
    answer = respond(world.client(role), "get", page)
    if answer.status_code != 200 or not is_page(answer):
        return []
    return [Target(role, page, form) for form in forms_of(page, answer.content.decode())]


def is_page(answer: HttpResponse) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not answer.streaming


def _alike(target: Target) -> tuple:
    receiver = receiver_of(target.form)
    everywhere = receiver in EVERYWHERE
    controls = frozenset(target.form.controls)
    return (receiver, target.form.method, "" if everywhere else target.role, controls)


def receiver_of(form: Form) -> str:
    """The name of the address that gets the form."""
    try:
        return resolve(urlsplit(form.action).path).view_name
    except Resolver404:
        return form.action
