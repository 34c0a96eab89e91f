"""A browser for the tests, and portals for it to look at."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from launcher import chromium
from launcher.places import CHECKOUT
from launcher.setup import set_up
from tests.browser.portal import Portal, environment
from tests.browser.visiting import Visitor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker drives all of it: others need not make worlds too."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def needs_browser() -> None:
    if "browser" not in os.environ.get("PORTAL_REQUIRE", "").split(","):
        pytest.skip("PORTAL_REQUIRE=browser looks at the pages in Chromium; it takes minutes.")
    if chromium.find() is None:
        pytest.fail(f"{chromium.MISSING}.")
    if os.environ.get("DATABASE_URL"):
        pytest.skip("Pages are looked at on the embedded database only.")


@pytest.fixture(scope="session")
def worlds(needs_browser: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data folder for every chapter, made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "worlds"
    with (shared / "worlds.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            set_up()
            _make(folder)
    return folder


def _make(folder: Path) -> None:
    data = folder / "present"
    data.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.browser.worlds", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, env=environment(data), check=True)


@pytest.fixture(scope="session")
def portals(worlds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Portal]]:
    """A running portal in every chapter. Tests that write use `own_portal`."""
    with ExitStack() as stack:
        yield {
            chapter.name: stack.enter_context(Portal(_copy(chapter, tmp_path_factory)))
            for chapter in worlds.iterdir()
            if chapter.name != "present"
        }


@pytest.fixture
def own_portal(worlds: Path, tmp_path_factory: pytest.TempPathFactory):
    """`own_portal("writing")`: a portal that the test may change."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(Portal(_copy(worlds / name, tmp_path_factory)))


def _copy(chapter: Path, factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(chapter, factory.mktemp("portal") / chapter.name))


@pytest.fixture(scope="package")
def browser(needs_browser: None) -> Iterator:
    """For this package only: while it runs, Django takes its thread for an asynchronous one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**chromium.options())
        yield started
        started.close()


@pytest.fixture
def visit(browser):
    """`visit(portal, "mali@lao.example")`: that person at a computer of their own."""
    visitors: list[Visitor] = []

    def arrive(portal: Portal, who: str = "", **options) -> Visitor:
        visitors.append(Visitor(browser, portal, who, **options))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
