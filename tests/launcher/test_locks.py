"""The lock files agree with each other and favour no mirror."""

import json

from launcher.install import PACKAGE_LOCK
from launcher.places import REQUIREMENTS


def pins(name):
    lines = (REQUIREMENTS / f"{name}.txt").read_text().splitlines()
    return {line.removesuffix(" \\") for line in lines if "==" in line and line[0].isalnum()}


def test_the_tests_run_on_exactly_what_the_portal_runs_on():
    assert pins("portal") - pins("dev") == set()


def test_the_browser_is_driven_beside_exactly_what_the_tests_run_on():
    versions = dict(pin.split("==", 1) for pin in pins("dev"))
    beside = dict(pin.split("==", 1) for pin in pins("e2e"))

    shared = beside.keys() & versions.keys()
    assert {name: beside[name] for name in shared} == {name: versions[name] for name in shared}


def test_every_python_package_is_locked_by_hash():
    for name in ("portal", "dev", "e2e", "node"):
        text = (REQUIREMENTS / f"{name}.txt").read_text()
        assert text.count("==") - text.count("python_full_version ==") <= text.count("--hash=")


def test_every_npm_package_is_locked_by_hash_and_from_any_mirror():
    packages = json.loads(PACKAGE_LOCK.read_text())["packages"]
    locked = [package for path, package in packages.items() if path]

    assert [package for package in locked if "integrity" not in package] == []
    assert [package for package in locked if "resolved" in package] == []
