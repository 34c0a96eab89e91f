"""Pages that exist in a demonstration only."""

from django.urls import path  # noqa: F401

app_name = "demonstration"

urlpatterns: list = []
