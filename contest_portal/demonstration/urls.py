"""Pages that exist in a demonstration only."""

from django.urls import path

from . import views

app_name = "demonstration"

urlpatterns = [
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<str:name>/", views.mail, name="mail"),
    path("clock/", views.clock_page, name="clock"),
]
