"""How much of the machine a stranger's file may use."""

import resource

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
FILE_BYTES = 20 * 1024 * 1024
MOST_PAGES = 200
MOST_DRAWN = 20


def give_up_luxury() -> None:
    """From here on: bounded memory, processor time and file size; no core dump."""
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
