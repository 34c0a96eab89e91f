"""Signing in, as it really works: mails become rows, attempts are counted."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits():
    """Attempts are counted in the cache: no test inherits another one's."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def outbox_of_the_portal(settings):
    """Django's test runner puts its own in its place."""
    settings.EMAIL_BACKEND = "notifications.mail.OutboxBackend"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing a password is slow on purpose; here it need not be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
