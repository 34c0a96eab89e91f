"""What the machine allows at most, under the same server, database and front door as the portal.

`/raw/` keeps a body on disk for good; `/sess/` is an empty page for somebody signed in: the
session, the person and two more rows.
"""

import os
import tempfile
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

FOLDER = Path(os.environ.get("LIMITS_FOLDER", tempfile.gettempdir()))


def raw(request: HttpRequest) -> HttpResponse:
    with tempfile.NamedTemporaryFile(dir=FOLDER) as file:
        file.write(request.read())
        file.flush()
        os.fsync(file.fileno())
    return HttpResponse("kept")


def sess(request: HttpRequest) -> HttpResponse:
    from contest_portal.editions.models import Edition  # granian imports this before Django is up

    edition = Edition.objects.first()
    member = request.user.memberships.first()
    return HttpResponse(f"{request.user} {edition} {member}")


urlpatterns = [path("raw/", raw), path("sess/", sess)]


application = get_wsgi_application()
