"""Progress is read while the work goes on, and nobody has to read it."""

import subprocess
import sys

SAYING_TWICE = """
import sys
from launcher.progress import say
say("one")
sys.stdin.readline()
say("two")
say("three")
"""


def speaker():
    return subprocess.Popen(
        [sys.executable, "-c", SAYING_TWICE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_line_arrives_in_a_pipe_at_once():
    with speaker() as process:
        assert process.stdout.readline() == "one\n"
        process.communicate("\n")


def test_a_reader_who_leaves_does_not_stop_the_work():
    with speaker() as process:
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write("\n")
        process.stdin.close()

        assert (process.stderr.read(), process.wait()) == ("", 0)
