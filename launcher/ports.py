"""TCP ports on this machine."""

import errno
import socket

from launcher.trouble import Trouble

# Browsers try both for "localhost": somebody else on either would answer in our place.
LOCALHOST = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def require_free(port: int) -> None:
    for family, host in LOCALHOST:
        try:
            _listen(family, host, port)
        except OSError as error:
            _refuse(port, error)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _listen(family: socket.AddressFamily, host: str, port: int) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1)


def _refuse(port: int, error: OSError) -> None:
    """A machine without IPv6 has no ::1 to be taken: that is no refusal."""
    if error.errno == errno.EADDRINUSE:
        raise Trouble(
            f"port {port} is in use; stop what is using it,"
            f" or choose another one: ./portal up --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        raise Trouble(f"port {port} is only for root; choose one above 1023, such as --port 8000.")
