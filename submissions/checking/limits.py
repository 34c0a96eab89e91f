"""How much of the machine a stranger's file may use, and how much may be in it."""

import resource

MEGABYTE = 1024 * 1024
MEMORY_BYTES = 768 * MEGABYTE  # of addresses; what is really used is less than half of it
CPU_SECONDS = 20
WALL_SECONDS = 40
FILE_BYTES = 20 * MEGABYTE  # of a picture that is written

MOST_PAGES = 200
MOST_OBJECTS = 100_000  # of a PDF: numbered things in it
MOST_UNPACKED_STREAM = 16 * MEGABYTE  # of those that hold a PDF's structure
MOST_DOTS = 50_000_000  # of a picture: more than the camera of a telephone takes

MOST_MEMBERS = 2_000  # of an archive
MOST_UNPACKED = 200_000_000
MOST_RATIO = 100  # unpacked to packed, of the archive
MOST_XML = 64 * MEGABYTE  # of one part of an Office file that is read
MOST_NESTING = 2  # Office files within Office files: a chart brings its table along

MOST_BOXES = 10_000  # of a film
MOST_SECONDS = 15 * 60


def give_up_luxury() -> None:
    """From here on: bounded memory, processor time and file size; no core dump."""
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
