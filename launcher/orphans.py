"""No process outlives the supervisor: Linux tells children when their parent has died."""

import ctypes
import os
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(death_signal: int) -> Callable[[], None]:
    """What a new child does before it becomes its program. Elsewhere than on Linux: nothing."""
    parent = os.getpid()

    def ask_for_signal() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask_for_signal
