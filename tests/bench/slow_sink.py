"""A mail server that takes so many milliseconds for each mail and forgets it.

`python -m tests.bench.slow_sink PORT MILLISECONDS`, in a process of its own.
"""

import asyncio
import logging
import sys
import threading

from aiosmtpd.controller import Controller


class SlowSink:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return "250 queued"


def main() -> None:
    port, milliseconds = int(sys.argv[1]), float(sys.argv[2])
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    Controller(SlowSink(milliseconds / 1000), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
