"""Processes are kept running, stopped in order, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from launcher.places import CHECKOUT


@contextmanager
def supervisor(folder, **scripts):
    """Each script finds FOLDER/NAME in $F, where it may leave notes."""
    pairs = [f"{name}=F={folder}/{name}; {script}" for name, script in scripts.items()]
    command = [sys.executable, str(Path(__file__).with_name("supervise.py")), str(folder), *pairs]
    process = subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def waiting(*, before="", on_stop="exit 0"):
    """A script that notes its process id each time it starts, and then waits to be stopped."""
    return f"{before} trap '{on_stop}' TERM; echo $$ >> $F.pids; while :; do sleep 0.05; done"


def eventually(holds, seconds=10.0):
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


def pids(folder, name):
    notes = folder / f"{name}.pids"
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def lives(pid):
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_a_process_that_dies_is_started_again(tmp_path):
    with supervisor(tmp_path, worker=waiting()) as process:
        process.stdout.readline()
        eventually(lambda: pids(tmp_path, "worker"))
        os.kill(pids(tmp_path, "worker")[0], signal.SIGKILL)

        assert process.stdout.readline() == "worker stopped (SIGKILL); starting it again.\n"
        eventually(lambda: len(pids(tmp_path, "worker")) == 2)


@pytest.mark.parametrize("request_", [signal.SIGINT, signal.SIGTERM])
def test_processes_are_stopped_in_the_reverse_of_their_order(tmp_path, request_):
    scripts = {
        name: waiting(on_stop=f"echo {name} >> {tmp_path}/order; exit 0")
        for name in ("broker", "worker", "web")
    }
    with supervisor(tmp_path, **scripts) as process:
        process.stdout.readline()
        eventually(lambda: all(pids(tmp_path, name) for name in scripts))
        process.send_signal(request_)
        output, _ = process.communicate(timeout=20)

    assert (process.returncode, output) == (0, "stopped\n")
    assert (tmp_path / "order").read_text().split() == ["web", "worker", "broker"]


def test_a_process_that_will_not_stop_is_made_to(tmp_path):
    with supervisor(tmp_path, stubborn=waiting(on_stop=":")) as process:
        process.stdout.readline()
        eventually(lambda: pids(tmp_path, "stubborn"))
        process.terminate()
        process.communicate(timeout=20)

    assert process.returncode == 0
    assert not lives(pids(tmp_path, "stubborn")[0])


def test_what_a_stopped_process_had_started_goes_with_it(tmp_path):
    with supervisor(tmp_path, web=waiting(before="sleep 300 & echo $! > $F.child;")) as process:
        process.stdout.readline()
        eventually(lambda: pids(tmp_path, "web"))
        child = int((tmp_path / "web.child").read_text())
        process.terminate()
        process.communicate(timeout=20)

    assert not lives(child)


def test_a_process_that_keeps_dying_stops_everything_with_the_end_of_its_log(tmp_path):
    broken = "echo no such database; exit 3"
    with supervisor(tmp_path, broker=waiting(), web=broken) as process:
        output, errors = process.communicate(timeout=30)

    first, *tail = errors.splitlines()
    assert process.returncode == 1
    assert first == (f"portal: web stopped 5 times within a minute; the end of {tmp_path}/web.log:")
    assert tail == ["  no such database"] * 5
    assert output.count("starting it again") == 4
    assert not lives(pids(tmp_path, "broker")[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of the death")
def test_a_killed_supervisor_leaves_no_orphan(tmp_path):
    with supervisor(tmp_path, broker=waiting(on_stop=":"), web=waiting(on_stop=":")) as process:
        process.stdout.readline()
        eventually(lambda: pids(tmp_path, "broker") and pids(tmp_path, "web"))
        process.kill()

        eventually(lambda: not any(map(lives, pids(tmp_path, "broker") + pids(tmp_path, "web"))))
