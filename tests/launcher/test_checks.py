"""Each check is one line; a failed one also says why."""

import os
import sys

from launcher.checks import Check, judge, report


def python(script):
    return Check("example", [sys.executable, "-c", script], os.environ)


def test_a_passed_check_is_one_line(capsys):
    passed = report(python("print('chatter')"), judge(python("print('chatter')")))

    assert passed
    assert capsys.readouterr().out.startswith("ok    example (")


def test_a_failed_check_shows_what_the_tool_said(capsys):
    check = python("print('line 3 is wrong'); raise SystemExit(2)")

    passed = report(check, judge(check))

    verdict, *output = capsys.readouterr().out.splitlines()
    assert not passed
    assert verdict.startswith("FAIL  example (")
    assert output == ["line 3 is wrong"]
