"""One portal on real servers for all short tests of a run."""

import pytest

from tests.servers import needing
from tests.servers import portal as servers


@pytest.fixture(scope="session")
def portal():
    if not needing.is_required("nginx"):
        pytest.skip("PORTAL_REQUIRE=postgres,nginx tries real servers; it takes a minute.")
    with servers.running() as running:
        yield running
