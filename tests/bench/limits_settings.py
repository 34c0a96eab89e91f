"""Settings of the least that a signed-in page can cost: sessions, people, nothing else."""

from contest_portal.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without it
]
ROOT_URLCONF = "tests.bench.limits"
SECURE_SSL_REDIRECT = False
# Sessions as Django ships them: what the portal asks faster is no gain of the limit.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
