"""The press: reads one order as JSON from stdin, writes the PDF to stdout.

Run as a program by path, so that nothing of the portal is loaded into it.
"""

import json
import resource
import sys

import typst

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 15
STANDARD = "a-2a"  # tagged, for archives and for readers that speak


def give_up_luxury() -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # a paper goes to stdout: there is no file to write
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


def press(order: dict) -> bytes:
    return typst.compile(
        order["template"], root=order["root"], font_paths=[order["fonts"]],
        ignore_system_fonts=True, format="pdf", pdf_standards=[STANDARD],
        sys_inputs={"facts": json.dumps(order["facts"], ensure_ascii=False)},
    )  # fmt: skip


if __name__ == "__main__":
    give_up_luxury()
    sys.stdout.buffer.write(press(json.load(sys.stdin.buffer)))
