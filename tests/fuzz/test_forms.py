"""Whatever is typed into whichever form: no page breaks, nothing typed is lost, and what nobody
changed stays as it was."""

import importlib
import pkgutil
import unicodedata
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.forms.forms import BaseForm
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contest_portal.thai.folding import clean_text
from tests.factories import WORKING_DAY
from tests.fuzz import nasty, targets
from tests.fuzz.reading import Form, forms_of
from tests.fuzz.targets import Target
from tests.permissions.world import World, build

PROJECT = ("contest_portal", "submissions", "judging", "notifications")
FORM = "application/x-www-form-urlencoded"
KEPT_AS_THEY_ARE = ("csrfmiddlewaretoken", "next")

# Forms that no page of the little world shows, and why.
NOT_SHOWN: dict[str, str] = {}


@pytest.fixture(params=["while entries are written", "while judges read"])
def world(request, db, set_clock) -> World:
    built = build()
    moments = {
        "while entries are written": WORKING_DAY + timedelta(days=7),
        "while judges read": built.edition.judging_opens_at,
    }
    set_clock(moments[request.param])
    return built


def send(world: World, role: str, form: Form, fields: dict[str, list[str]]):
    """The answer; what it changes stays until the caller's transaction ends."""
    cache.clear()
    client, body = world.client(role), nasty.encoded(fields)
    if form.method == "post":
        return client.post(form.action, body, content_type=FORM)
    return client.get(f"{form.action.split('?')[0]}?{body.decode()}")


def fuzz(world: World, *, examples: int, roles_a_page: int) -> None:
    found = targets.of(world, roles_a_page=roles_a_page)

    @settings(
        max_examples=examples, deadline=None, database=None, print_blob=True,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(found), label="form")
        fields = {
            name: _drawn(data, target.form, name) for name in target.form.controls
        }  # fmt: skip
        with transaction.atomic():
            answer = send(world, target.role, target.form, fields)
            assert answer.status_code < 500
            _nothing_typed_is_lost(target, fields, answer)
            transaction.set_rollback(True)

    try_one()


def _drawn(data: st.DataObject, form: Form, name: str) -> list[str]:
    control = form.controls[name]
    standing = list(control.values)
    if name in KEPT_AS_THEY_ARE or data.draw(st.booleans(), label=f"leave {name}"):
        return standing
    offered = st.sampled_from(control.options) if control.options else nasty.text
    return [data.draw(st.one_of(offered, nasty.text), label=name)]


def _nothing_typed_is_lost(target: Target, fields: dict[str, list[str]], answer) -> None:
    """A form that is shown again shows what was typed, readable characters at least."""
    if target.form.method != "post" or answer.status_code != 200 or not targets.is_page(answer):
        return
    page = answer.request["PATH_INFO"]
    for form in forms_of(page, answer.content.decode()):
        if set(form.controls) != set(target.form.controls):
            continue
        for name, control in form.controls.items():
            if control.is_written and fields[name]:
                assert _readable(fields[name][-1]) == _readable(control.values[-1]), name


def _readable(words: str) -> str:
    """Without spaces, controls and what no browser can send."""
    kept = (c for c in clean_text(words) if unicodedata.category(c)[0] not in "CZ")
    return unicodedata.normalize("NFC", "".join(kept)).replace("\ufffd", "")


def test_a_few_strange_words_in_every_form_break_nothing(world):
    fuzz(world, examples=40, roles_a_page=1)


@pytest.mark.long
def test_many_strange_words_in_every_form_break_nothing(world):
    fuzz(world, examples=2500, roles_a_page=3)


def test_what_nobody_changed_stays_as_it_was_and_every_form_was_tried(world, monkeypatch):
    tried = _watch_forms(monkeypatch)
    changed = []

    for target in targets.of(world):
        with transaction.atomic():
            before = _written(world, target)
            answer = send(world, target.role, target.form, target.form.as_it_stands())
            assert answer.status_code < 500, target
            if before and before != (after := _written(world, target)):
                changed.append((str(target), before, after))
            transaction.set_rollback(True)

    assert changed == []
    assert tried
    FOUND.update(tried)


FOUND: set[type] = set()


def _written(world: World, target: Target) -> dict[str, list[str]] | None:
    """What stands in the written fields of the page; None where the form is gone from it."""
    if target.form.method != "post":
        return None
    cache.clear()
    answer = world.client(target.role).get(target.page)
    if answer.status_code != 200 or not targets.is_page(answer):
        return None
    for form in forms_of(target.page, answer.content.decode()):
        if set(form.controls) == set(target.form.controls):
            written = [control for control in form.controls.values() if control.is_written]
            return {control.name: control.values for control in written}
    return None


def _watch_forms(monkeypatch) -> set[type]:
    seen: set[type] = set()
    plain = BaseForm.__init__

    def noted(self, *args, **kwargs):
        plain(self, *args, **kwargs)
        if self.is_bound:
            seen.update(type(self).__mro__)

    monkeypatch.setattr(BaseForm, "__init__", noted)
    return seen


def forms_of_the_project() -> set[type]:
    """By looking: a new form is found by itself."""
    for package in PROJECT:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not module.name.rsplit(".", 1)[-1].startswith(("__main__", "serve")):
                importlib.import_module(module.name)
    return {form for form in _below(BaseForm) if form.__module__.split(".")[0] in PROJECT}


def _below(kind: type) -> set[type]:
    return {kind} | {deeper for each in kind.__subclasses__() for deeper in _below(each)}
