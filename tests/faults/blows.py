"""Ending a process at once, starting it again, and waiting for what follows."""

import os
import signal
import time
from collections.abc import Callable

from launcher.children import Child
from tests.servers.portal import Portal, wait_for


def kill(child: Child) -> None:
    """The process and all it started, as when somebody pulls the plug."""
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def start_again(child: Child) -> None:
    child.start()
    wait_for(child)


def kill_and_start_again(child: Child) -> None:
    kill(child)
    start_again(child)


def seconds_until(is_so: Callable[[], bool], *, most: float) -> float:
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < most, f"not within {most:.0f} seconds"
        time.sleep(1)
    return time.monotonic() - begun


def seconds_until_named(portal: Portal, part: str, *, most: float) -> float:
    return seconds_until(lambda: part in portal.silent_parts(), most=most)


def wait_until_all_is_well(portal: Portal) -> None:
    seconds_until(lambda: portal.silent_parts() == [], most=60)
