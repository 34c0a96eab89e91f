"""One portal on real servers for all short tests of a run."""

import pytest

from tests.servers import portal as servers


@pytest.fixture(scope="session")
def portal():
    with servers.running() as running:
        yield running
