"""What the machine allows at most, under the same server, database and front door as the portal.

`/raw/` keeps a body on disk for good; `/sess/` is an empty page for somebody signed in: the
session, the person and two more rows; `/score/` keeps two marks for somebody signed in: the
session, the person and two upserts in one transaction.
"""

import os
import tempfile
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import transaction
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


def score(request: HttpRequest) -> HttpResponse:
    from judging.models import Mark

    value = request.POST["value"]
    with transaction.atomic():
        for criterion in request.POST.getlist("criterion"):
            Mark.objects.bulk_create(
                [Mark(sheet_id=request.POST["sheet"], criterion_id=criterion, value=value)],
                update_conflicts=True,
                unique_fields=["sheet", "criterion"],
                update_fields=["value", "not_applicable"],
            )
    return HttpResponse(f"{request.user}")


urlpatterns = [path("raw/", raw), path("sess/", sess), path("score/", score)]


application = get_wsgi_application()
