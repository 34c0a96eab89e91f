"""What the check of one file costs.

A small process waits for the check: a child's peak counts from the size of the one that made it.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

ALL_KINDS = "PDF,JPEG,PNG,DOCX,XLSX,PPTX,MP4"
WAITING = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([ended.stdout.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@dataclass(frozen=True)
class Cost:
    """What was found, and seconds of processor time and megabytes of memory."""

    found: dict
    seconds: float
    megabytes: float


def check(content: bytes) -> Cost:
    with TemporaryDirectory() as name:
        file = Path(name) / "original"
        file.write_bytes(content)
        order = [sys.executable, "-m", "submissions.checking"]
        order += ["check", str(file), name, ALL_KINDS]
        waiter = subprocess.run(
            [sys.executable, "-I", "-S", "-c", WAITING, *order],
            cwd=settings.BASE_DIR, capture_output=True, check=True,
        )  # fmt: skip
    answer, seconds, kilobytes = json.loads(waiter.stdout)
    found = json.loads(answer) if answer else {"refused": "too_heavy"}
    return Cost(found, seconds, kilobytes / 1024)
