"""Addresses of the rounds and their criteria, part of those of judging."""

from django.urls import path

from .views import arranging, passages, rounds

urlpatterns = [
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<uuid:pk>/", rounds.round_edit, name="round_edit"),
    path("rounds/<uuid:pk>/remove/", rounds.round_remove, name="round_remove"),
    path("rounds/<uuid:pk>/criteria/new/", rounds.criterion_new, name="criterion_new"),
    path("rounds/<uuid:pk>/calibration/", arranging.calibration, name="calibration"),
    path("rounds/<uuid:pk>/presentation/", arranging.presentation, name="presentation"),
    path("rounds/<uuid:pk>/presentation/draw/", arranging.draw, name="presentation_draw"),
    path("passage/", passages.passage, name="passage"),
    path("criteria/<uuid:pk>/", rounds.criterion_edit, name="criterion_edit"),
    path("criteria/<uuid:pk>/move/", rounds.criterion_move, name="criterion_move"),
    path("criteria/<uuid:pk>/remove/", rounds.criterion_remove, name="criterion_remove"),
]
