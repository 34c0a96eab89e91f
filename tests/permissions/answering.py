"""What an address answers to a browser."""

from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.permissions.expectations import LOGIN


def answer(client: Client, method: str, url: str) -> int | str:
    """The status, or LOGIN when one is sent to sign in."""
    response = respond(client, method, url)
    if response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return LOGIN
    return response.status_code


def respond(client: Client, method: str, url: str) -> HttpResponseBase:
    """The answer, its files closed. Nothing that it changes stays."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        _close(response)
        transaction.set_rollback(True)  # the next role finds the world as it was
    return response


def _close(response: HttpResponseBase) -> None:
    """Close the files it streams, but not the database connection we are in the middle of using."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
