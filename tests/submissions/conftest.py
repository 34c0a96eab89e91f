"""Fixtures of the tests about entries."""

import pytest

from tests import scanning


@pytest.fixture(scope="session")
def clamd():
    """The address of a real virus scanner, which is started once."""
    with scanning.running() as address:
        yield address


@pytest.fixture
def scanned(settings, clamd):
    """Files are scanned, as in production."""
    settings.PORTAL_CLAMAV = clamd
