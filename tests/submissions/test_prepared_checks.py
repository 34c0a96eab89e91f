"""The process that forks for each file: what it gives away, and what happens when one dies."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from submissions.checking.limits import CPU_SECONDS, MEMORY_BYTES
from submissions.checks import child
from tests.submissions.hostile import papers

pytestmark = pytest.mark.one_database


@pytest.fixture
def prepared():
    prepared = child.Prepared()
    yield prepared
    prepared.close()


@pytest.fixture
def pdf(tmp_path) -> Path:
    file = tmp_path / "original"
    file.write_bytes(papers.healthy(pages=1))
    return file


class HeldCheck:
    """A check that is under way: its file is a pipe that nobody writes into."""

    def __init__(self, prepared: child.Prepared, folder: Path) -> None:
        self.file = folder / "held"
        os.mkfifo(self.file)
        self.answers: list[bytes] = []
        ask = prepared.ask
        self.asking = threading.Thread(target=lambda: self.answers.append(ask(*order(self.file))))
        self.asking.start()
        self.forked = wait_for_child(prepared)

    def end(self, by: signal.Signals = signal.SIGKILL) -> list[bytes]:
        os.kill(self.forked, by)
        self.asking.join(20)
        return self.answers


def order(file: Path) -> tuple[str, ...]:
    return ("check", str(file), str(file.parent), "PDF")


def test_one_process_looks_into_many_files(prepared, pdf):
    found = [json.loads(prepared.ask(*order(pdf))) for _each in range(3)]

    assert found == [{"kind": "PDF", "pages": 1, "to_draw": 1, "drawn": 1}] * 3
    assert prepared.process.poll() is None


def test_it_is_started_again_when_it_has_ended(prepared, pdf):
    prepared.ask(*order(pdf))
    first = prepared.process
    first.kill()
    first.wait()

    assert json.loads(prepared.ask(*order(pdf)))["kind"] == "PDF"
    assert prepared.process.pid != first.pid


def test_a_file_is_not_refused_because_it_ended_under_the_check(prepared, pdf, tmp_path):
    """The second time a PDF stands where the pipe was."""
    held = HeldCheck(prepared, tmp_path)
    prepared.process.kill()
    prepared.process.wait()
    held.file.unlink()
    held.file.write_bytes(pdf.read_bytes())

    assert [json.loads(answer)["kind"] for answer in held.end()] == ["PDF"]


def test_a_child_that_dies_takes_only_its_own_file_along(prepared, pdf, tmp_path):
    held = HeldCheck(prepared, tmp_path)
    meanwhile = json.loads(prepared.ask(*order(pdf)))

    assert held.end(by=signal.SIGSEGV) == [b""]
    assert meanwhile["kind"] == "PDF"
    assert json.loads(prepared.ask(*order(pdf)))["kind"] == "PDF"


def test_a_forked_process_has_bounds_and_no_secret(prepared, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_SECRET_KEY", "of-this-test-only")
    held = HeldCheck(prepared, tmp_path)
    environment = Path(f"/proc/{held.forked}/environ").read_bytes()
    limits = Path(f"/proc/{held.forked}/limits").read_text()
    held.end()

    names = {part.partition(b"=")[0] for part in environment.split(b"\0") if part}
    assert names <= {b"PATH", b"LANG"}
    assert f"{CPU_SECONDS} " in line_of(limits, "Max cpu time")
    assert f"{MEMORY_BYTES} " in line_of(limits, "Max address space")
    assert " 0 " in line_of(limits, "Max core file size")


def test_what_goes_wrong_in_a_check_is_logged_and_refuses_the_file(pdf, caplog):
    missing = pdf.parent / "missing"

    assert child.check(missing, pdf.parent, ["PDF"]) == {"refused": "too_heavy"}
    assert "FileNotFoundError" in caplog.text


def line_of(limits: str, name: str) -> str:
    return next(line for line in limits.splitlines() if line.startswith(name))


def wait_for_child(prepared: child.Prepared) -> int:
    """The process id of the one check that is under way, once its limits are set."""
    for _each in range(200):
        if prepared.process is not None:
            children = Path(f"/proc/{prepared.process.pid}/task/{prepared.process.pid}/children")
            pids = children.read_text().split() if children.exists() else []
            if pids and has_its_limits(pids[0]):
                return int(pids[0])
        time.sleep(0.05)
    raise AssertionError("no check is under way")


def has_its_limits(pid: str) -> bool:
    """The core file's is set last, both soft and hard; the soft one alone may be 0 from outside."""
    limits = Path(f"/proc/{pid}/limits").read_text()
    return line_of(limits, "Max core file size").split()[4:6] == ["0", "0"]
