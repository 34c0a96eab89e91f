"""The mail relay of these tests."""

import pytest

from tests.notifications import sink as sinks


@pytest.fixture
def sink(settings):
    """A relay that accepts everything unless told otherwise."""
    sink = sinks.Sink()
    controller = sinks.serve(sink)
    settings.PORTAL_SMTP_URL = f"smtp://127.0.0.1:{controller.port}"
    yield sink
    controller.stop()


@pytest.fixture
def no_relay(settings):
    """Nobody listens where the relay should be."""
    settings.PORTAL_SMTP_URL = f"smtp://127.0.0.1:{sinks.free_port()}"
