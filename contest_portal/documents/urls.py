"""Anybody may ask whether a paper is genuine."""

from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("", views.verify, name="verify_any"),
    path("<str:number>/", views.verify, name="verify"),
]
