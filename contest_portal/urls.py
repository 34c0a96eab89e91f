"""Every address. Addresses of an edition begin with its slug; `/` shows the current one."""

from django.conf import settings
from django.urls import include, path

from . import reading, views
from .accounts.views import sessions

urlpatterns = [
    path("", views.landing, name="landing"),
    path("home/", views.home, name="home"),
    path("language/", reading.language, name="language"),
    path("display/", reading.display, name="display"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("accounts/sessions/end/", sessions.end, name="usersessions_end"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("contest_portal.accounts.urls")),
    path("verify/", include("contest_portal.documents.urls")),
    path("letters/", include("notifications.link_urls")),
    path("<slug:slug>/form/", include("contest_portal.editions.urls")),
    path("<slug:slug>/entries/", include("submissions.urls")),
    path("<slug:slug>/circulars/", include("notifications.urls")),
    path("<slug:slug>/judging/", include("judging.urls")),
    path("<slug:slug>/results/", include("judging.result_urls")),
]

if settings.PORTAL_DEMO:
    urlpatterns = [
        path("demo/", include("contest_portal.demonstration.urls")),
        path("demo/", include("contest_portal.look.urls")),
        *urlpatterns,
    ]

handler400 = "contest_portal.views.bad_request"
handler500 = "contest_portal.views.server_error"
