"""Addresses of conflicts of interest and of handing out, for officers."""

from django.urls import path

from .views import conflicts

urlpatterns = [
    path("panel/conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("panel/what-if/", conflicts.what_if, name="what_if"),
]
