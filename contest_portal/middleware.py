"""What happens to every request: a name, clean text, a language, explained refusals."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation

from .accounts.gates import NotYourPage
from .audit.recording import current_request_id
from .refusals import NotAllowed
from .thai import marking

GetResponse = Callable[[HttpRequest], HttpResponse]

REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]|%(?:[01][0-9a-fA-F]|7[fF])")


def name_request(get_response: GetResponse) -> GetResponse:
    """Give the request an id, the proxy's when it sent one, for logs, audit and error pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-Id", "")
        trusted = settings.PORTAL_TRUSTED_PROXY and REQUEST_ID.fullmatch(offered)
        request.id = offered if trusted else uuid.uuid4().hex
        token = current_request_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-Id"] = request.id
        return response

    return middleware


class CompressPages(GZipMiddleware):
    """Pages only: files of people are sent as they are, static ones are compressed already.

    Django pads each answer by a random length, so that its size tells nothing of its secrets.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


def refuse_control_characters(get_response: GetResponse) -> GetResponse:
    """NUL and the other control characters have no business in an address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if CONTROL_CHARACTERS.search(request.path) or CONTROL_CHARACTERS.search(query):
            raise BadRequest("control character in the address")
        return get_response(request)

    return middleware


def choose_language(get_response: GetResponse) -> GetResponse:
    """Thai, unless this person chose English. The browser's own preference is not asked."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def mark_thai(get_response: GetResponse) -> GetResponse:
    """What stays Thai on a page in another language says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        language = response.headers.get("Content-Language", settings.LANGUAGE_CODE)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and language != settings.LANGUAGE_CODE:
            response.content = marking.mark(response.text, language=language).encode()
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


class ExplainRefusals:
    """Turn a refusal, of a rule or of a method, into a page that says what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            return _button_page(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return render(request, "refusal.html", _refusal(request, exception), status=409)
        if isinstance(exception, NotYourPage):
            owners = {"belongs_to": exception.belongs_to}
            return render(request, "403.html", owners, status=403)
        return None


def _button_page(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Somebody opened the address of a button: the page above it is where the button stands."""
    above = request.path.rstrip("/").rsplit("/", 1)[0] + "/"
    response = render(request, "405.html", {"back_url": above}, status=405)
    response["Allow"] = refused["Allow"]
    return response


def _refusal(request: HttpRequest, refusal: NotAllowed) -> dict:
    return {
        "refusal": refusal.reason,
        "next_step": refusal.next_step,
        "back_url": request.path
        if request.method == "GET"
        else request.headers.get("Referer", "/"),
    }
