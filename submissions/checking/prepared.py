"""A process that has its parsers ready and forks for each file: what it holds came from no file.

Starting Python and importing the parsers takes longer than looking into an ordinary file.
"""

import json
import os
import signal
import socket
import traceback
from collections.abc import Callable

# Imported for the children, which would otherwise import them each for itself.
from . import archives, drawing, films, offices, papers, pictures  # noqa: F401
from .limits import WALL_SECONDS, give_up_luxury

MOST_ORDER = 16 * 1024  # bytes of one order
MOST_TOLD = 2_000  # characters of what went wrong


def serve(orders: socket.socket, carry_out: Callable[..., dict]) -> None:
    """Carry out orders until the side that gives them is gone.

    An order is a JSON list in one message, with the socket that its answer goes to.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    while True:
        message, sockets, _flags, _sender = socket.recv_fds(orders, MOST_ORDER, 1)
        if not message:
            return
        with socket.socket(fileno=sockets[0]) as answer:
            if os.fork() == 0:
                orders.close()
                _answer(answer, carry_out, json.loads(message))


def _answer(answer: socket.socket, carry_out: Callable[..., dict], order: list[str]) -> None:
    """In the child: it ends here, whatever happens. One that dies has answered nothing."""
    try:
        signal.alarm(WALL_SECONDS)
        give_up_luxury()
        answer.sendall(json.dumps(_carried_out(carry_out, order)).encode())
    finally:
        os._exit(0)  # a forked process must not flush or close what is its parent's


def _carried_out(carry_out: Callable[..., dict], order: list[str]) -> dict:
    try:
        return carry_out(*order)
    except Exception:
        return {"failed": traceback.format_exc()[-MOST_TOLD:]}
