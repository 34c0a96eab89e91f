"""The reader is told in one line each which data and which browser the tests run on, and which
tests are left out."""

import subprocess
import sys

import pytest

from launcher import chromium
from launcher.places import CHECKOUT
from launcher.testing import (
    DEFAULT_ARGUMENTS,
    browser_line,
    long_line,
    pytest_arguments,
    reference_line,
)


def test_it_says_when_the_reference_folder_is_given():
    assert reference_line("/srv/reference").startswith("PORTAL_REFERENCE_DATA is /srv/reference:")


def test_it_says_when_the_reference_folder_is_not_given():
    assert reference_line("").startswith("PORTAL_REFERENCE_DATA is not set:")


def test_it_says_which_browser_is_used():
    wanted = {"PORTAL_REQUIRE": "compose,browser"}

    assert browser_line(wanted, "/usr/bin/chromium") == "/usr/bin/chromium opens every page."
    assert browser_line(wanted, None) == f"{chromium.MISSING}."
    assert browser_line({}, None) == (
        "PORTAL_REQUIRE=browser is not set: no page is opened in Chromium."
    )


def test_it_says_that_the_long_tests_are_left_out_and_how_to_run_them():
    assert long_line([]) == "The long tests are left out: ./portal test --long runs them."
    assert long_line(["--long", "tests/faults"]).startswith("The long tests only:")


def test_the_long_tests_are_chosen_by_their_marker_one_at_a_time():
    assert pytest_arguments(["--long", "tests/faults"]) == ["-m", "long", "tests/faults"]
    assert pytest_arguments([]) == DEFAULT_ARGUMENTS
    assert pytest_arguments(["tests/faults", "-x"]) == ["tests/faults", "-x"]


LONG_AND_SHORT = """
import pytest

@pytest.mark.long
def test_of_minutes(): pass

def test_of_moments(): pass
"""


@pytest.mark.parametrize(
    ("asked", "run"), [(["."], ["test_of_moments"]), (["--long", "."], ["test_of_minutes"])]
)
def test_pytest_runs_either_the_long_tests_or_the_others(tmp_path, asked, run):
    (tmp_path / "test_two.py").write_text(LONG_AND_SHORT, encoding="utf-8")
    options = ["-c", str(CHECKOUT / "pyproject.toml"), "-p", "no:django", "-p", "no:cacheprovider"]
    ignored = ["-o", "DJANGO_SETTINGS_MODULE=", "-W", "ignore", "--collect-only", "-q"]
    command = [sys.executable, "-m", "pytest", *options, *ignored, *pytest_arguments(asked)]

    found = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)

    assert [line.split("::")[1] for line in found.stdout.splitlines() if "::" in line] == run
