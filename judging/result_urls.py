"""Public addresses of the results."""

from django.urls import path

from .views import results

app_name = "results"

urlpatterns = [
    path("", results.results, name="results"),
    path("matrix.json", results.matrix, name="matrix"),
    path("recompute.py", results.recompute, name="recompute"),
]
