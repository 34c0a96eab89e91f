"""What an address answers to a browser."""

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permissions.expectations import LOGIN


def answer(client: Client, method: str, url: str) -> int | str:
    """The status, or LOGIN when one is sent to sign in. Nothing that it changes stays."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        response.close()
        transaction.set_rollback(True)  # the next role finds the world as it was
    if response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return LOGIN
    return response.status_code
