"""The port must be ours alone before anything is installed or started."""

import socket

import pytest

from launcher import ports
from launcher.trouble import Trouble


def test_a_busy_port_is_refused_with_another_one_to_try():
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]

        with pytest.raises(Trouble) as refusal:
            ports.require_free(port)

    assert str(refusal.value) == (
        f"port {port} is in use; stop what is using it,"
        f" or choose another one: ./portal up --port {port + 1}"
    )


def test_a_port_taken_on_ipv6_alone_is_refused_because_browsers_ask_there_first():
    try:
        somebody = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")

    with somebody, pytest.raises(Trouble, match="is in use"):
        ports.require_free(somebody.getsockname()[1])


def test_a_free_port_is_accepted():
    ports.require_free(ports.free_port())
