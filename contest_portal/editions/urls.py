"""Addresses of the form's editor, under /<slug>/form/."""

from django.urls import path

from .views import limits, parts, questions

app_name = "editions"

urlpatterns = [
    path("", parts.form_editor, name="form_editor"),
    path("limits/", limits.form_limits, name="form_limits"),
    path("parts/new/", parts.part_new, name="part_new"),
    path("parts/<slug:part>/", parts.part_edit, name="part_edit"),
    path("parts/<slug:part>/move/", parts.part_move, name="part_move"),
    path("parts/<slug:part>/retire/", parts.part_retire, name="part_retire"),
    path("parts/<slug:part>/questions/new/", questions.question_new, name="question_new"),
    path("questions/<uuid:pk>/", questions.question_edit, name="question_edit"),
    path("questions/<uuid:pk>/move/", questions.question_move, name="question_move"),
    path("questions/<uuid:pk>/retire/", questions.question_retire, name="question_retire"),
]
