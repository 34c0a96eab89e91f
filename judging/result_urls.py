"""Public addresses of the results."""

from django.urls import path

from .views import appeals, certificates, results

app_name = "results"

urlpatterns = [
    path("", results.results, name="results"),
    path("appeals/<uuid:pk>/", appeals.appeal, name="appeal"),
    path("certificates/<uuid:pk>/", certificates.certificate, name="certificate"),
    path("earlier/<int:order>/<int:number>/", results.earlier, name="earlier"),
    path(
        "earlier/<int:order>/<int:number>/matrix.json",
        results.earlier_matrix,
        name="earlier_matrix",
    ),
    path("matrix.json", results.matrix, name="matrix"),
    path("recompute.py", results.recompute, name="recompute"),
]
