"""Public addresses of the results."""

from django.urls import path

from .views.results import results

app_name = "results"

urlpatterns = [path("", results, name="results")]
