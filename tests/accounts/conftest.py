"""Signing in, as it really works: mails become rows, attempts are counted."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts are counted in the cache: no test inherits another one's."""
    cache.clear()
    yield
    cache.clear()
