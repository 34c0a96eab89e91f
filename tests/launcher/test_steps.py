"""A step that fails names its cause and its log on one line."""

import os
import sys

import pytest

from launcher.steps import run_step
from launcher.trouble import Trouble


def failing(script):
    with pytest.raises(Trouble) as trouble:
        run_step("Loading", [sys.executable, "-c", script], env=os.environ)
    return str(trouble.value)


def test_a_known_cause_is_told_with_what_to_do():
    told = failing("print('No space left on device'); raise SystemExit(1)")

    assert told == (
        "Loading failed: the disk is full; free about 1 GB and run this again."
        " Details: var/logs/setup.log"
    )


def test_an_unknown_cause_is_the_last_line_of_the_output():
    told = failing("raise ValueError('no such edition')")

    assert told == "Loading failed: ValueError: no such edition. Details: var/logs/setup.log"


def test_a_silent_failure_is_told_by_its_exit_code():
    assert failing("raise SystemExit(3)") == (
        "Loading failed: exit code 3. Details: var/logs/setup.log"
    )


def test_a_step_that_succeeds_shows_its_title_alone(capsys):
    run_step("Loading", [sys.executable, "-c", "print('chatter')"], env=os.environ)

    assert capsys.readouterr().out == "Loading …\n"
