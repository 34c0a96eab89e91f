"""Answers about an address take the same time whether it has an account or not."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# For a known address these check a password, or write a mail and send it; for an unknown one they
# do something else, or nothing.
TELLING = {
    "account_login", "account_request_login_code", "account_reset_password", "account_signup",
}  # fmt: skip


def answer_evenly(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: no such answer leaves before a time in which all of them are ready."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.url_name in TELLING:
            time.sleep(max(0, began + settings.PORTAL_EVEN_ANSWER_SECONDS - time.monotonic()))
        return response

    return middleware
