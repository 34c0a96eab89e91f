"""Settings of the least that a signed-in page can cost: sessions, people, nothing else."""

from contest_portal.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tests.bench.limits"
SECURE_SSL_REDIRECT = False
